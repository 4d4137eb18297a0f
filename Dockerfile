# syntax=docker/dockerfile:1

FROM node:22-slim AS workspace
WORKDIR /app
RUN npm install --global pnpm@12
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY api/package.json api/
COPY web/package.json web/
COPY bench/package.json bench/

FROM workspace AS build
RUN pnpm install --frozen-lockfile
COPY . .
RUN pnpm build

FROM workspace AS dependencies
RUN pnpm install --frozen-lockfile --prod --filter api

FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /app
# The API looks for what belongs to it beside pnpm-workspace.yaml.
COPY pnpm-workspace.yaml LICENSE NOTICE ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=dependencies /app/api/node_modules api/node_modules
COPY api/package.json api/
COPY prisma/migrations prisma/migrations
COPY --from=build /app/api/dist api/dist
COPY --from=build /app/web/dist web/dist
# Only without DATABASE_URL is anything written: the embedded database.
RUN mkdir .data && chown node:node .data
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/health/ready`).then((response) => process.exit(response.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "api/dist/api/src/main.js"]
