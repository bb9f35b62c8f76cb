# The operator with a Java runtime of its own, and an archive of loaded classes that shortens the start.
#
#   docker build -t proxypool .
#
# Both images are named by the digest of their index, which has the two architectures that are released: a tag can be moved, a
# digest cannot. .github/dependabot.yml asks for newer ones. JDK and BASE can be replaced by images of your own: JDK is any with a
# JDK 25 and Maven, BASE any with glibc and CA certificates.
ARG JDK=docker.io/library/maven:3.9.16-eclipse-temurin-25@sha256:93b8a14ea2f412782e4e842651273b4d903e35cc496284f178fbbe2d67d00976
ARG BASE=gcr.io/distroless/cc-debian12:nonroot@sha256:9dac0a79194e45a7da0158a9c6da57b217585af0786db3845d1f0ec1a0dd182f

FROM ${JDK} AS build
WORKDIR /build
COPY . .
RUN mvn -q -B package -Dquick -DskipTests \
    && mkdir /app && cp -r target/lib target/proxypool.jar /app/
# Dates of whole seconds, since a layer keeps no others and some engines round up: the archive below would be refused for a jar
# from the future. Not compressed, since layers are. jdk.jfr is for flight recordings; the rest is what the operator and its libraries ask for.
RUN jlink --strip-debug --no-header-files --no-man-pages --compress zip-0 --output /opt/java \
    --add-modules java.base,java.logging,java.management,java.naming,java.xml,jdk.management,jdk.httpserver,jdk.unsupported,jdk.jfr \
    && find /app /opt/java -type f -exec touch -t 202611010000.00 {} +
# The archive is made by an operator that keeps a small pool, in a cluster of its own, until it is Ready. It is good only for this
# runtime, these files and their dates: so it is made here, and copied with them.
RUN java --sun-misc-unsafe-memory-access=allow -cp "target/proxypool.jar:target/lib/*:target/lib-dev/*" dev.proxypool.app.Main train -- \
    /opt/java/bin/java -XX:AOTCacheOutput=/app/proxypool.aot -XX:+UseSerialGC -XX:+UseCompactObjectHeaders \
    -XX:TieredStopAtLevel=1 --sun-misc-unsafe-memory-access=allow -jar /app/proxypool.jar run \
    && test -s /app/proxypool.aot

FROM ${BASE}
COPY --from=build /opt/java /opt/java
COPY --from=build /app/lib /app/lib
COPY --from=build /app/proxypool.jar /app/proxypool.aot /app/
COPY LICENSE THIRD-PARTY /app/
WORKDIR /app
USER 65532:65532
# Half of the memory for the heap: the rest of a small container is needed for classes, code and threads. Only the quick one of
# the two compilers: an operator that waits most of the time is ready sooner with it, and has nothing for the other to gain on.
ENTRYPOINT ["/opt/java/bin/java", "-XX:AOTCache=/app/proxypool.aot", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", \
    "-XX:TieredStopAtLevel=1", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "--sun-misc-unsafe-memory-access=allow", "-jar", "/app/proxypool.jar"]
CMD ["run"]
