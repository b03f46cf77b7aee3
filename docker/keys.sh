#!/usr/bin/env bash
# Makes what regions need to know of themselves and of each other, once. docker/keys/<region> has:
#   region.p12         the region's own key, which signs and opens; trust/ has the certificates of the others
#   tls.key, tls.pem   for https, signed by an authority of one's own, ca.pem
#   keycloak.conf      the region's passwords; database-password is one of them, for the database
# In real life each region makes its own key, and only certificates travel. Needs openssl.
#   docker/keys.sh [<region>...]     without names: eu us; KEYS=<directory> puts them elsewhere
set -euo pipefail
[ $# -gt 0 ] || set -- eu us
keys=${KEYS:-$(cd "$(dirname "$0")" && pwd)/keys}
if [ -e "$keys" ]; then
  echo "$keys is there already. Remove it to make other keys; a database that knows the old passwords has to go with it." >&2
  exit 1
fi
unfinished=$(mktemp -d "$keys.XXXXXX")
trap 'rm -rf "$unfinished"' EXIT
cd "$unfinished"

password() {
  openssl rand -hex 24
}

key() {
  openssl ecparam -name prime256v1 -genkey -noout -out "$1"
}

key ca.key
openssl req -x509 -new -key ca.key -subj "/CN=regions" -days 825 -out ca.pem
for region; do
  mkdir -p "$region/trust"
  cp ca.pem "$region/"

  key region.key
  openssl req -x509 -new -key region.key -subj "/CN=$region" -days 825 -out "$region.pem"
  key_password=$(password)
  openssl pkcs12 -export -name "$region" -inkey region.key -in "$region.pem" -passout file:<(echo "$key_password") \
    -out "$region/region.p12"
  rm region.key

  key "$region/tls.key"
  printf 'subjectAltName=DNS:%s,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' "$region" >extensions
  openssl req -new -key "$region/tls.key" -subj "/CN=$region" |
    openssl x509 -req -CA ca.pem -CAkey ca.key -CAcreateserial -days 825 -extfile extensions -out "$region/tls.pem" 2>/dev/null

  password >"$region/database-password"
  {
    echo "db-password=$(cat "$region/database-password")"
    echo "spi-multi-region--default--key-password=$key_password"
    echo "bootstrap-admin-username=admin"
    echo "bootstrap-admin-password=$(password)"
  } >"$region/keycloak.conf"
done
for region; do
  for other; do
    [ "$region" = "$other" ] || cp "$other.pem" "$region/trust/"
  done
done
rm -f extensions ca.srl
# Users in containers are others than the one here. They read a file that is mounted; nobody else gets into the directory, which is 0700.
find . -type f -exec chmod 644 {} +
find . -mindepth 1 -type d -exec chmod 755 {} +
chmod 600 ca.key
trap - EXIT
mv "$unfinished" "$keys"
echo "$keys: the administrator's password of a region is in its keycloak.conf"
