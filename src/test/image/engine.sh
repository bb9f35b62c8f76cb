# For src/test/image/run, which sources it in a mount namespace of its own: buildah, podman and runc, from the PATH or out of the
# distribution's packages, unpacked into $tools; nothing is installed. They keep everything in $store, and read no configuration of the
# machine.

# debs FOLDER PACKAGE…: unpacks the packages into the folder
debs() {
  local to=$1 from
  shift
  from=$(mktemp -d)
  # What is known of the packages may be too old, or nothing.
  (cd "$from" && { apt-get download -q "$@" || { apt-get update -q && apt-get download -q "$@"; }; }) >"$from/log" 2>&1 ||
    { tail -n 3 "$from/log" >&2; rm -rf "$from"; return 1; }
  mkdir -p "$to"
  for deb in "$from"/*.deb; do dpkg-deb -x "$deb" "$to" || return 1; done
  rm -rf "$from"
}

engine() {
  export PATH=$tools/engine/usr/bin:$tools/engine/usr/sbin:$PATH
  local missing=()
  for program in buildah podman runc conmon; do command -v "$program" >/dev/null || missing+=("$program"); done
  if [ ${#missing[@]} -gt 0 ]; then
    debs "$tools/engine" "${missing[@]}" golang-github-containers-common golang-github-containers-image libgpgme11 libsubid4 || return 1
  fi
  # What these programs start again does not get LD_LIBRARY_PATH; so the loader is told, and nobody outside of this namespace is.
  local libraries
  libraries=$(find "$tools/engine/usr/lib" -maxdepth 1 -name '*-linux-gnu' 2>/dev/null | head -n 1)
  mkdir -p "$store"
  if [ -n "$libraries" ]; then
    printf 'include /etc/ld.so.conf\n%s\n' "$libraries" >"$store/ld.so.conf"
    ldconfig -X -f "$store/ld.so.conf" -C "$store/ld.so.cache" && mount --bind "$store/ld.so.cache" /etc/ld.so.cache || return 1
  fi
  local seccomp
  seccomp=$(ls /usr/share/containers/seccomp.json "$tools/engine/usr/share/containers/seccomp.json" 2>/dev/null | head -n 1)
  # The limits are said, since podman's own want more than a root without CAP_SYS_RESOURCE may give. runc, as crun does not know every
  # layout of control groups. vfs works on every file system.
  cat >"$store/containers.conf" <<CONF
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
seccomp_profile = "$seccomp"
log_driver = "k8s-file"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "none"
conmon_path = ["$(command -v conmon)"]
[engine.runtimes]
runc = ["$(command -v runc)"]
CONF
  cat >"$store/storage.conf" <<CONF
[storage]
driver = "vfs"
graphroot = "$store/graph"
runroot = "$store/runroot"
CONF
  echo '{"default": [{"type": "insecureAcceptAnything"}]}' >"$store/policy.json"
  : >"$store/registries.conf"
  export CONTAINERS_CONF=$store/containers.conf CONTAINERS_STORAGE_CONF=$store/storage.conf CONTAINERS_REGISTRIES_CONF=$store/registries.conf
  buildah version && podman version
}

# build IMAGE FOLDER [OPTION…]
build() {
  local image=$1 folder=$2
  shift 2
  buildah bud --isolation chroot --signature-policy "$store/policy.json" --pull-never --format oci -t "localhost/$image" "$@" "$folder"
}

# The two images that the Dockerfile names, out of what is here: a JDK 25 and Maven with as much of a system as a shell needs, and
# what a distroless base has: glibc, its certificates, and nothing to run.
local_images() {
  local jdk maven cpu
  jdk=$(dirname "$(dirname "$(readlink -f "$(bin/find-java 25)")")")
  maven=$(mvn -B -v | sed -n 's/^Maven home: //p')
  cpu=$(uname -m | tr _ -)
  mkdir -p "$store/jdk/rootfs" "$store/base/rootfs" &&
    debs "$store/jdk/rootfs" base-files libc6 busybox-static binutils binutils-common "binutils-$cpu-linux-gnu" libbinutils libctf0 libjansson4 zlib1g libzstd1 &&
    debs "$store/base/rootfs" base-files libc6 netbase ca-certificates || return 1

  mkdir -p "$store/jdk/rootfs/opt"
  cp -rL "$jdk" "$store/jdk/rootfs/opt/jdk" && rm -f "$store/jdk/rootfs/opt/jdk/lib/src.zip"
  cp -rL "$maven" "$store/jdk/rootfs/opt/maven"
  chroot "$store/jdk/rootfs" /bin/busybox --install -s
  printf 'FROM scratch\nCOPY rootfs/ /\nENV PATH=/opt/maven/bin:/opt/jdk/bin:/usr/bin:/bin JAVA_HOME=/opt/jdk HOME=/root\n' >"$store/jdk/Dockerfile"

  rm -rf "$store/base/rootfs/usr/share"/{doc,man,lintian,locale,bug}
  mkdir -p "$store/base/rootfs/etc/ssl/certs"
  cat "$store/base/rootfs"/usr/share/ca-certificates/mozilla/*.crt >"$store/base/rootfs/etc/ssl/certs/ca-certificates.crt"
  printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' >"$store/base/rootfs/etc/passwd"
  printf 'root:x:0:\nnonroot:x:65532:\n' >"$store/base/rootfs/etc/group"
  printf 'FROM scratch\nCOPY rootfs/ /\nUSER 65532\n' >"$store/base/Dockerfile"

  build proxypool-jdk "$store/jdk" && build proxypool-base "$store/base" && rm -rf "$store/jdk" "$store/base"
}
