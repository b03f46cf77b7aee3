package io.multiregion.engine.seal;

import io.multiregion.key.trust.TrustedRegions;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Trusts what it is given, expired or not. */
public record TestTrust(Map<String, List<X509Certificate>> known) implements TrustedRegions {

    public TestTrust(TestRegion... regions) {
        this(Arrays.stream(regions)
                .collect(Collectors.toMap(TestRegion::name, region -> List.of(region.certificate()))));
    }

    static TestTrust of(String region, TestKey... keys) {
        return new TestTrust(
                Map.of(region, Arrays.stream(keys).map(TestKey::certificate).toList()));
    }

    @Override
    public List<X509Certificate> certificates(String region) {
        return known.getOrDefault(region, List.of());
    }

    @Override
    public Set<String> names() {
        return known.keySet();
    }
}
