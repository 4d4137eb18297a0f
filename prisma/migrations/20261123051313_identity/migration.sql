-- CreateEnum
CREATE TYPE "api_key_scope" AS ENUM ('ORDERS_READ', 'ORDERS_WRITE', 'MENU_READ', 'MENU_WRITE');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('STAFF', 'DEVICE', 'PARTNER');

-- AlterTable
ALTER TABLE "staff_member" ADD COLUMN     "id" UUID NOT NULL DEFAULT gen_random_uuid();

-- CreateTable
CREATE TABLE "staff_invitation" (
    "id" UUID NOT NULL,
    "restaurant_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "staff_role" NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "invited_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device" (
    "id" UUID NOT NULL,
    "restaurant_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "token_hash" BYTEA,
    "approved_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_pairing" (
    "id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "device_id" UUID,

    CONSTRAINT "device_pairing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "restaurant_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "scopes" "api_key_scope"[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "restaurant_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "staff_invitation_token_hash_key" ON "staff_invitation"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "staff_invitation_restaurant_id_email_key" ON "staff_invitation"("restaurant_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "device_token_hash_key" ON "device"("token_hash");

-- CreateIndex
CREATE INDEX "device_restaurant_id_idx" ON "device"("restaurant_id");

-- CreateIndex
CREATE UNIQUE INDEX "device_pairing_code_hash_key" ON "device_pairing"("code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "device_pairing_secret_hash_key" ON "device_pairing"("secret_hash");

-- CreateIndex
CREATE UNIQUE INDEX "device_pairing_device_id_key" ON "device_pairing"("device_id");

-- CreateIndex
CREATE INDEX "device_pairing_expires_at_idx" ON "device_pairing"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_prefix_key" ON "api_key"("prefix");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_hash_key" ON "api_key"("key_hash");

-- CreateIndex
CREATE INDEX "api_key_restaurant_id_idx" ON "api_key"("restaurant_id");

-- CreateIndex
CREATE INDEX "audit_entry_restaurant_id_at_id_idx" ON "audit_entry"("restaurant_id", "at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_member_id_key" ON "staff_member"("id");

-- AddForeignKey
ALTER TABLE "staff_invitation" ADD CONSTRAINT "staff_invitation_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_pairing" ADD CONSTRAINT "device_pairing_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_restaurant_id_fkey" FOREIGN KEY ("restaurant_id") REFERENCES "restaurant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the Prisma schema cannot say ---------------------------------------------------------------------------
ALTER TABLE staff_invitation
  ADD CONSTRAINT staff_invitation_token_hash_check CHECK (octet_length(token_hash) = 32),
  ADD CONSTRAINT staff_invitation_email_check CHECK (email = lower(email));

ALTER TABLE device
  ADD CONSTRAINT device_token_hash_check CHECK (octet_length(token_hash) = 32),
  ADD CONSTRAINT device_label_check CHECK (length(label) BETWEEN 1 AND 80);

ALTER TABLE device_pairing
  ADD CONSTRAINT device_pairing_hashes_check CHECK (octet_length(code_hash) = 32 AND octet_length(secret_hash) = 32);

ALTER TABLE api_key
  ADD CONSTRAINT api_key_key_hash_check CHECK (octet_length(key_hash) = 32),
  ADD CONSTRAINT api_key_name_check CHECK (length(name) BETWEEN 1 AND 80),
  ADD CONSTRAINT api_key_scopes_check CHECK (cardinality(scopes) >= 1);

-- The trail is added to; nothing in it is changed.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only added to', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
END $$;

CREATE TRIGGER audit_entry_is_kept BEFORE UPDATE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
