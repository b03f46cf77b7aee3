#!/usr/bin/env bash
# Makes a key pair for each named region and exchanges their certificates: keys/<region>.p12 and keys/trust/<region>.pem.
# In real life each region makes its own and only certificates travel.
set -euo pipefail
: "${KEY_PASSWORD:?set KEY_PASSWORD}"
[ $# -gt 0 ] || { echo "usage: KEY_PASSWORD=... $0 <region>..." >&2; exit 2; }
keys="$(cd "$(dirname "$0")" && pwd)/keys"
mkdir -p "$keys/trust"
for region in "$@"; do
  keytool -genkeypair -alias "$region" -keyalg EC -groupname secp256r1 -dname "CN=$region" -validity 825 \
    -storetype PKCS12 -keystore "$keys/$region.p12" -storepass:env KEY_PASSWORD
  keytool -exportcert -rfc -alias "$region" -keystore "$keys/$region.p12" -storepass:env KEY_PASSWORD \
    > "$keys/trust/$region.pem"
  chmod 644 "$keys/$region.p12"
done
