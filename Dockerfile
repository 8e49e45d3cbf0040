# docker build --tag wabot .                           with ffmpeg
# docker build --tag wabot --build-arg FFMPEG=false .  without: voice notes as WhatsApp sends them work all the same

FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN ["sh", "scripts/container/assemble.sh", "/src", "/app"]

FROM node:24-slim AS ffmpeg
ARG FFMPEG=true
COPY scripts/container/ffmpeg.sh /
RUN sh /ffmpeg.sh "$FFMPEG" /ffmpeg

FROM node:24-slim
RUN --mount=type=bind,source=scripts/container,target=/steps sh /steps/system.sh
COPY --from=ffmpeg /ffmpeg /
COPY --from=build /app /app
ENV NODE_ENV=production WABOT_DATA=/data LOG_DIR=/data/logs WABOT_TRUST=/data
WORKDIR /data
USER node
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8000) + '/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/bin/run.js"]
CMD ["serve"]
