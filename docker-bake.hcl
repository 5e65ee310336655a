# docker buildx bake [--push]: every image for both platforms, with labels, provenance and reproducible times.
# What one machine can't run it emulates, slowly: the training of the AOT caches starts each service once.
variable "COSYMESH_VERSION" {
  default = "0.1.0"
}

# git rev-parse HEAD
variable "REVISION" {
  default = "unknown"
}

# Where the sources are, as a URL.
variable "SOURCE" {
  default = ""
}

# A registry and a folder in it, with a slash at the end, as in .env.
variable "COSYMESH_REGISTRY" {
  default = ""
}

# build: from the sources; prebuilt: from the jars that Maven has built here.
variable "COSYMESH_JARS" {
  default = "build"
}

# 2026-11-22, as in the jars.
variable "SOURCE_DATE_EPOCH" {
  default = "1795305600"
}

# A PEM file of authorities to trust beside the JDK's, behind a proxy that looks into TLS.
variable "COSYMESH_BUILD_CERTIFICATES" {
  default = "/dev/null"
}

group "default" {
  targets = ["images"]
}

target "images" {
  name       = image
  matrix     = { image = ["identity-ca", "audio-processor", "inference-engine", "backend-api", "webui-service", "init"] }
  target     = image
  tags       = ["${COSYMESH_REGISTRY}cosymesh/${image}:${COSYMESH_VERSION}"]
  platforms  = ["linux/amd64", "linux/arm64"]
  attest     = ["type=provenance,mode=max"]
  secret     = ["id=certificates,src=${COSYMESH_BUILD_CERTIFICATES}"]
  args = {
    JARS              = COSYMESH_JARS
    VERSION           = COSYMESH_VERSION
    REVISION          = REVISION
    SOURCE            = SOURCE
    SOURCE_DATE_EPOCH = SOURCE_DATE_EPOCH
  }
}
