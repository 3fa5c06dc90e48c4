# Two stages: the first has the compiler that nodejieba's native part asks for, the second only what runs.
FROM node:22-bookworm AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HEMLINE_DATA_DIR=/var/lib/hemline
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium tini \
  && rm -rf /var/lib/apt/lists/* \
  && mkdir -p /var/lib/hemline && chown node:node /var/lib/hemline
COPY --from=build /app/node_modules ./node_modules
COPY package.json ./
COPY core ./core
COPY crawlers ./crawlers
COPY nlp ./nlp
COPY forecasting ./forecasting
COPY storage ./storage
COPY jobs ./jobs
COPY api ./api
COPY cli ./cli
COPY demo ./demo
USER node
EXPOSE 8787
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8787/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--", "node", "cli/hemline.mjs"]
CMD ["start"]
