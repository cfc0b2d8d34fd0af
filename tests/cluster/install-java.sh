#!/bin/sh
# Gives the cluster tests Java 17 and Maven where that may be done unasked: on a CI machine, as root, from Debian.
# Elsewhere the tests use what they find, or say why they are skipped.
command -v javac >/dev/null 2>&1 && command -v mvn >/dev/null 2>&1 && exit 0
if [ -n "${CI:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openjdk-17-jdk-headless maven >/dev/null
fi
exit 0
