# Finds a JDK and Maven. Sourced by ./farmgate and ./check; POSIX sh.

# The oldest JDK that Farmgate builds and runs on.
NEEDED_JDK=25

# A locale that can write any name: in another, and in none, as under systemd or cron, Java can
# neither find nor name a file whose name is not ASCII, nor hand a frame such a command.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *.[Uu][Tt][Ff]-8* | *.[Uu][Tt][Ff]8*) ;;
  *)
    [ -z "${LC_ALL:-}" ] || LC_ALL=C.UTF-8
    LC_CTYPE=C.UTF-8
    export LC_CTYPE
    ;;
esac

# Prints the major version of the JDK in folder $1, or nothing where there is none.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 0
  if [ -f "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
  fi
}

# Prints the folders in which a JDK may be, best first, one a line.
jdk_candidates() {
  [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
  if on_path=$(command -v java); then
    # The java on PATH is often a link into its JDK.
    if real=$(readlink -f "$on_path" 2>/dev/null); then
      dirname "$(dirname "$real")"
    fi
  fi
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v "$NEEDED_JDK+" 2>/dev/null || true
  fi
  for folder in /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ ! -x "$folder/bin/javac" ] || printf '%s\n' "$folder"
  done
}

# Sets and exports JAVA_HOME to a JDK that is new enough, or says what is missing and returns 1.
find_jdk() {
  seen=
  # A here-document, not a pipe: the loop sets variables of this shell.
  while IFS= read -r candidate; do
    version=$(jdk_version "$candidate")
    if [ -n "$version" ] && [ "$version" -ge "$NEEDED_JDK" ]; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
    [ -z "$version" ] || seen="$seen
  JDK $version in $candidate"
  done <<CANDIDATES
$(jdk_candidates)
CANDIDATES
  cat >&2 <<MESSAGE
Farmgate needs a JDK $NEEDED_JDK or newer, and there is none in JAVA_HOME, on PATH or in the usual folders.
Found instead:${seen:- no JDK at all}
Get one from your system's packages (Debian: openjdk-$NEEDED_JDK-jdk), with 'sdk install java', or from
https://adoptium.net, and set JAVA_HOME to its folder if it is in an unusual place.
MESSAGE
  return 1
}

# Sets MVN to Maven's command, or says what is missing and returns 1.
find_maven() {
  for MVN in "${MAVEN_HOME:-/nonexistent}/bin/mvn" "$(command -v mvn || true)" \
    "${HOME:-/nonexistent}/.sdkman/candidates/maven/current/bin/mvn" /opt/maven/bin/mvn; do
    [ ! -x "$MVN" ] || return 0
  done
  cat >&2 <<'MESSAGE'
Farmgate is built with Maven 3.8.6 or newer, and there is no 'mvn' on PATH.
Get it from your system's packages (Debian: apt-get install maven), with 'sdk install maven' or
'brew install maven', or from https://maven.apache.org.
MESSAGE
  return 1
}
