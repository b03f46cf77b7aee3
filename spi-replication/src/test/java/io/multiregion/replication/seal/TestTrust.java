package io.multiregion.replication.seal;

import io.multiregion.key.TrustedRegions;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Trusts what it is given, expired or not. */
record TestTrust(Map<String, X509Certificate> known) implements TrustedRegions {

    TestTrust(TestRegion... regions) {
        this(Arrays.stream(regions).collect(Collectors.toMap(TestRegion::name, TestRegion::certificate)));
    }

    @Override
    public List<X509Certificate> certificates(String region) {
        return Optional.ofNullable(known.get(region)).stream().toList();
    }

    @Override
    public Set<String> names() {
        return known.keySet();
    }
}
