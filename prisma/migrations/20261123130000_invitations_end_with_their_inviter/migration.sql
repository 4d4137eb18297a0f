-- Nothing tells who sent those that are open: whoever still is wanted is invited again.
DELETE FROM "staff_invitation";
ALTER TABLE "staff_invitation" ADD COLUMN "invited_by_id" TEXT NOT NULL;
ALTER TABLE "staff_invitation" ADD CONSTRAINT "staff_invitation_invited_by_id_fkey" FOREIGN KEY ("invited_by_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
