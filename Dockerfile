# The image of `foretell serve`, `foretell worker` and every other verb. See docs/server.md.

FROM node:20.20-bookworm-slim AS build
WORKDIR /opt/foretell
COPY package.json package-lock.json ./
# No package needs an install script, so none may run.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
RUN node scripts/build.mjs && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20.20-bookworm-slim
ENV NODE_ENV=production \
    FORETELL_HOST=0.0.0.0 \
    PORT=8080
COPY --from=build /opt/foretell/package.json /opt/foretell/package.json
COPY --from=build /opt/foretell/node_modules /opt/foretell/node_modules
COPY --from=build /opt/foretell/dist /opt/foretell/dist
COPY LICENSE foretell.schema.json /opt/foretell/
RUN ln -s /opt/foretell/dist/cli/main.js /usr/local/bin/foretell \
    && install -d -o node -g node /project
# node, by its number, so that a cluster can see that it is not root.
USER 1000:1000
WORKDIR /project
# The project: its configuration, its files, and .foretell, where the embedded engine keeps everything.
VOLUME /project
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["foretell"]
CMD ["serve"]
