package io.multiregion.replication.seal;

import io.multiregion.key.TrustedRegions;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Trusts what it is given, expired or not. */
record TestTrust(Map<String, X509Certificate> certificates) implements TrustedRegions {

    TestTrust(TestRegion... regions) {
        this(Arrays.stream(regions).collect(Collectors.toMap(TestRegion::name, TestRegion::certificate)));
    }

    @Override
    public Optional<X509Certificate> certificate(String region) {
        return Optional.ofNullable(certificates.get(region));
    }

    @Override
    public Set<String> names() {
        return certificates.keySet();
    }
}
