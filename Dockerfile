# The images of CosyMesh: one target for each service, and init, which makes their keys for docker-compose.
#
#   docker compose build                 builds from the sources alone
#   docker buildx bake                   the same with labels and platforms: docker-bake.hcl
#   --build-arg JARS=prebuilt            takes the jars that Maven has built in this folder already
#
# It keeps to what any BuildKit understands: no syntax line, so no front end has to be fetched.
ARG JARS=build

# --- Java: a JDK to build with, and what of it the services need -----------------------------------------------------
FROM debian:trixie-slim AS jdk
ARG DEBIAN_FRONTEND=noninteractive
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
	rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update -q && \
	apt-get install -q -y --no-install-recommends ca-certificates openjdk-25-jdk-headless unzip zip
# What jdeps finds in services and libraries, and what nothing refers to by name: character sets, elliptic curves,
# naming over DNS, file systems in jars.
RUN jlink --output /opt/java --no-header-files --no-man-pages --compress=zip-6 --exclude-files '**.debuginfo' \
	--add-modules \
java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.prefs,\
java.scripting,java.security.jgss,java.security.sasl,java.sql,java.sql.rowset,java.transaction.xa,java.xml,\
jdk.charsets,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs && \
	cp -L /etc/ssl/certs/java/cacerts /opt/java/lib/security/cacerts

# --- The jars: built here, or brought along ----------------------------------------------------------------------------
FROM jdk AS build
ARG DEBIAN_FRONTEND=noninteractive
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
	apt-get update -q && apt-get install -q -y --no-install-recommends maven openssl
WORKDIR /source
COPY . .
# The secret holds more authorities to trust while Maven fetches libraries, and is mostly empty.
RUN --mount=type=cache,target=/libraries --mount=type=secret,id=certificates \
	if [ -s /run/secrets/certificates ]; then \
		openssl pkcs12 -export -nokeys -jdktrust anyExtendedKeyUsage -in /run/secrets/certificates \
			-passout pass:changeit -out /tmp/trusted.p12 && \
		export MAVEN_OPTS="-Djavax.net.ssl.trustStore=/tmp/trusted.p12 -Djavax.net.ssl.trustStorePassword=changeit"; \
	fi && \
	mvn -B -ntp -q -Dmaven.repo.local=/libraries -Dmaven.test.skip=true -Dspring-javaformat.validate.skip=true -Dstyle.color=never \
		-am -pl identity-ca,audio-processor,inference-engine,backend-api,webui-service,cosymesh-cli package && \
	mkdir /jars && for service in identity-ca audio-processor inference-engine backend-api webui-service; do \
		cp $service/target/$service-[0-9]*[0-9T].jar /jars/$service.jar; done && \
	cp -r cosymesh-cli/target/cosymesh-cli.jar cosymesh-cli/target/lib /jars/

FROM jdk AS prebuilt
COPY identity-ca/target/identity-ca-*.jar audio-processor/target/audio-processor-*.jar \
	inference-engine/target/inference-engine-*.jar backend-api/target/backend-api-*.jar \
	webui-service/target/webui-service-*.jar cosymesh-cli/target/cosymesh-cli.jar /jars/
COPY cosymesh-cli/target/lib /jars/lib
RUN cd /jars && for service in identity-ca audio-processor inference-engine backend-api webui-service; do \
	mv $service-[0-9]*[0-9T].jar $service.jar; done

FROM ${JARS} AS laid-out
COPY config/container/build/bill-of-materials config/container/build/lay-out config/container/build/share /usr/local/bin/
# 2026-11-22, as in the jars: the times of the class path are part of what an AOT cache is checked against.
ARG SOURCE_DATE_EPOCH=1795305600
RUN for service in identity-ca audio-processor inference-engine backend-api webui-service; do \
		lay-out /jars/$service.jar $service /laid-out/$service || exit 1; done && \
	mkdir -p /laid-out/init/app && cp -r /jars/cosymesh-cli.jar /jars/lib /laid-out/init/app/ && \
	bill-of-materials /jars/cosymesh-cli.jar /laid-out/init/sbom.json && chmod -R a+rX /laid-out/init && \
	find /laid-out/init -exec touch --date="@$SOURCE_DATE_EPOCH" {} + && \
	share /laid-out /common identity-ca audio-processor inference-engine backend-api webui-service
COPY config/jvm.options /jvm/config.options
COPY config/container/jvm.options /jvm/container.options
RUN cat /jvm/config.options /jvm/container.options >/common/jvm.options

# --- What all images have in common --------------------------------------------------------------------------------------
FROM debian:trixie-slim AS trimmed
# Nobody logs in, and nobody becomes somebody else.
RUN groupadd --gid 10001 cosymesh && useradd --uid 10001 --gid 10001 --home-dir /var/lib/cosymesh --no-create-home \
		--shell /usr/sbin/nologin cosymesh && \
	find / -xdev -type f -perm /6000 -exec chmod a-s {} + && \
	rm -rf /var/cache/* /var/lib/apt/lists/* /var/log/* /usr/share/locale /usr/share/man /usr/share/info && \
	find /usr/share/doc -type f ! -name copyright -delete && \
	install -d -o 10001 -g 10001 -m 0700 /var/lib/cosymesh /run/cosymesh /run/cosymesh/key /run/cosymesh/trust \
		/run/cosymesh/secrets /run/cosymesh/registrations /run/cosymesh/operator

# One layer, so that what was taken away is gone.
FROM scratch AS debian
COPY --from=trimmed / /

FROM debian AS runtime
COPY --from=jdk /opt/java /opt/java
ENV PATH=/opt/java/bin:/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8
WORKDIR /var/lib/cosymesh
USER 10001:10001

FROM runtime AS base
COPY --from=laid-out /common /opt/cosymesh
COPY config/container/container.yaml /opt/cosymesh/config/
EXPOSE 8443
HEALTHCHECK --interval=5s --timeout=5s --start-period=120s --retries=3 CMD ["/opt/cosymesh/bin/healthy"]

# --- What single services start: Debian's programs, with the libraries they load and no others --------------------------
FROM debian:trixie-slim AS programs
ARG DEBIAN_FRONTEND=noninteractive
COPY config/container/build/with-libraries /usr/local/bin/
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt/lists,sharing=locked \
	dpkg-query -W -f '${binary:Package}\n' | cut -d: -f1 >/base.packages && \
	rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update -q && \
	apt-get install -q -y --no-install-recommends espeak-ng ffmpeg
RUN with-libraries /ffmpeg /usr/bin/ffmpeg && \
	with-libraries /espeak-ng /usr/bin/espeak-ng $(ls -d /usr/lib/*/espeak-ng-data)

# --- Training: each service starts once, and what its JVM has loaded is kept for later starts ---------------------------
# An identity-ca and the command that makes keys, both for the time of the training alone.
FROM laid-out AS training
RUN mkdir /training && cp -r /laid-out/identity-ca /laid-out/init /training/ && \
	cp -r /common/app/lib /training/identity-ca/app/
COPY config/container/build/train /training/

FROM base AS identity-ca-untrained
EXPOSE 8444
COPY --from=laid-out /laid-out/identity-ca /opt/cosymesh
COPY config/container/identity-ca.yaml /opt/cosymesh/config/
ENV SPRING_CONFIG_ADDITIONAL_LOCATION=file:/opt/cosymesh/config/container.yaml,file:/opt/cosymesh/config/identity-ca.yaml
FROM identity-ca-untrained AS identity-ca-trained
USER 0
COPY --from=training /training /training
RUN /training/train identity-ca

FROM base AS audio-processor-untrained
COPY --from=programs /ffmpeg /
COPY --from=laid-out /laid-out/audio-processor /opt/cosymesh
COPY config/container/audio-processor.yaml /opt/cosymesh/config/
ENV SPRING_CONFIG_ADDITIONAL_LOCATION=file:/opt/cosymesh/config/container.yaml,file:/opt/cosymesh/config/audio-processor.yaml
# audio-processor does without: with one, all images together would be above 1.2 GB, and inference-engine takes as long.

FROM base AS inference-engine-untrained
COPY --from=programs /espeak-ng /
COPY --from=laid-out /laid-out/inference-engine /opt/cosymesh
COPY config/container/inference-engine.yaml /opt/cosymesh/config/
ENV SPRING_CONFIG_ADDITIONAL_LOCATION=file:/opt/cosymesh/config/container.yaml,file:/opt/cosymesh/config/inference-engine.yaml
FROM inference-engine-untrained AS inference-engine-trained
USER 0
COPY --from=training /training /training
RUN /training/train inference-engine

FROM base AS backend-api-untrained
COPY --from=laid-out /laid-out/backend-api /opt/cosymesh
COPY config/container/backend-api.yaml /opt/cosymesh/config/
ENV SPRING_CONFIG_ADDITIONAL_LOCATION=file:/opt/cosymesh/config/container.yaml,file:/opt/cosymesh/config/backend-api.yaml
FROM backend-api-untrained AS backend-api-trained
USER 0
COPY --from=training /training /training
RUN /training/train backend-api

FROM base AS webui-service-untrained
COPY --from=laid-out /laid-out/webui-service /opt/cosymesh
COPY config/container/webui-service.yaml /opt/cosymesh/config/
ENV SPRING_CONFIG_ADDITIONAL_LOCATION=file:/opt/cosymesh/config/container.yaml,file:/opt/cosymesh/config/webui-service.yaml
FROM webui-service-untrained AS webui-service-trained
USER 0
COPY --from=training /training /training
RUN /training/train webui-service

# --- The images -----------------------------------------------------------------------------------------------------------
# What changes from build to build stands here alone: stages inherit arguments, and would be trained anew for each.
FROM identity-ca-untrained AS identity-ca
COPY config/container/bin /opt/cosymesh/bin
COPY --from=identity-ca-trained /trained /opt/cosymesh/app
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE
LABEL org.opencontainers.image.title="identity-ca" org.opencontainers.image.description="Issues identities to the services of the mesh" \
	org.opencontainers.image.version=$VERSION org.opencontainers.image.revision=$REVISION \
	org.opencontainers.image.source=$SOURCE org.opencontainers.image.licenses=Apache-2.0 \
	org.opencontainers.image.base.name=debian:trixie-slim
ENTRYPOINT ["java", "@/opt/cosymesh/jvm.options", "-XX:AOTCache=/opt/cosymesh/app/app.aot", "-jar", \
	"/opt/cosymesh/app/identity-ca.jar"]

FROM audio-processor-untrained AS audio-processor
COPY config/container/bin /opt/cosymesh/bin
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE
LABEL org.opencontainers.image.title="audio-processor" org.opencontainers.image.description="Decodes, measures and encodes audio" \
	org.opencontainers.image.version=$VERSION org.opencontainers.image.revision=$REVISION \
	org.opencontainers.image.source=$SOURCE org.opencontainers.image.licenses=Apache-2.0 \
	org.opencontainers.image.base.name=debian:trixie-slim
ENTRYPOINT ["java", "@/opt/cosymesh/jvm.options", "-jar", "/opt/cosymesh/app/audio-processor.jar"]

FROM inference-engine-untrained AS inference-engine
COPY config/container/bin /opt/cosymesh/bin
COPY --from=inference-engine-trained /trained /opt/cosymesh/app
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE
LABEL org.opencontainers.image.title="inference-engine" org.opencontainers.image.description="Turns text into speech in a given voice" \
	org.opencontainers.image.version=$VERSION org.opencontainers.image.revision=$REVISION \
	org.opencontainers.image.source=$SOURCE org.opencontainers.image.licenses=Apache-2.0 \
	org.opencontainers.image.base.name=debian:trixie-slim
ENTRYPOINT ["java", "@/opt/cosymesh/jvm.options", "-XX:AOTCache=/opt/cosymesh/app/app.aot", "-jar", \
	"/opt/cosymesh/app/inference-engine.jar"]

FROM backend-api-untrained AS backend-api
COPY config/container/bin /opt/cosymesh/bin
COPY --from=backend-api-trained /trained /opt/cosymesh/app
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE
LABEL org.opencontainers.image.title="backend-api" org.opencontainers.image.description="Voices, speech and jobs" \
	org.opencontainers.image.version=$VERSION org.opencontainers.image.revision=$REVISION \
	org.opencontainers.image.source=$SOURCE org.opencontainers.image.licenses=Apache-2.0 \
	org.opencontainers.image.base.name=debian:trixie-slim
ENTRYPOINT ["java", "@/opt/cosymesh/jvm.options", "-XX:AOTCache=/opt/cosymesh/app/app.aot", "-jar", \
	"/opt/cosymesh/app/backend-api.jar"]

FROM webui-service-untrained AS webui-service
COPY config/container/bin /opt/cosymesh/bin
COPY --from=webui-service-trained /trained /opt/cosymesh/app
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE
LABEL org.opencontainers.image.title="webui-service" org.opencontainers.image.description="The gateway: TLS, sign-in, page and console" \
	org.opencontainers.image.version=$VERSION org.opencontainers.image.revision=$REVISION \
	org.opencontainers.image.source=$SOURCE org.opencontainers.image.licenses=Apache-2.0 \
	org.opencontainers.image.base.name=debian:trixie-slim
ENTRYPOINT ["java", "@/opt/cosymesh/jvm.options", "-XX:AOTCache=/opt/cosymesh/app/app.aot", "-jar", \
	"/opt/cosymesh/app/webui-service.jar"]

FROM runtime AS init
COPY --from=laid-out /common/jvm.options /opt/cosymesh/
COPY --from=laid-out /laid-out/init /opt/cosymesh
USER 0
RUN for workload in audio-processor inference-engine backend-api webui-service; do \
	install -d -o 10001 -g 10001 -m 0700 /run/cosymesh/keys /run/cosymesh/keys/$workload; done && \
	install -d -o 10001 -g 10001 -m 0700 /run/cosymesh/s3 /run/cosymesh/s3/voices
USER 10001:10001
HEALTHCHECK NONE
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE
LABEL org.opencontainers.image.title="init" org.opencontainers.image.description="Makes keys and secrets, and leaves" \
	org.opencontainers.image.version=$VERSION org.opencontainers.image.revision=$REVISION \
	org.opencontainers.image.source=$SOURCE org.opencontainers.image.licenses=Apache-2.0 \
	org.opencontainers.image.base.name=debian:trixie-slim
ENTRYPOINT ["java", "@/opt/cosymesh/jvm.options", "-jar", "/opt/cosymesh/app/cosymesh-cli.jar"]
CMD ["init", "--directory", "/run/cosymesh"]
