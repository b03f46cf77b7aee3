package io.multiregion.engine.state.part;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.multiregion.engine.settings.BaseUrl;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The base URL that all regions issue a realm's tokens under, and those it was known by before. The {@code iss} of a token is
 * {@code <base URL>/realms/<realm>}. As JSON {@code {"issuer":"https://..","acceptedIssuers":[".."],"acceptUntil":".."}}.
 *
 * @param issuer the base URL of discovery, new tokens and login pages, without a trailing slash
 * @param acceptedIssuers former base URLs: what was issued under them is honoured for a while
 * @param acceptUntil the end of that while; null when there are no former ones
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Issuer(URI issuer, List<URI> acceptedIssuers, Instant acceptUntil) {

    private static final String REALMS = "/realms/";
    private static final ObjectMapper JSON = new ObjectMapper();

    public Issuer {
        acceptedIssuers = List.copyOf(acceptedIssuers);
    }

    /**
     * Reads an issuer as an operator gives it.
     *
     * @throws IllegalArgumentException naming everything that is wrong, all at once
     */
    @JsonCreator
    public static Issuer of(
            @JsonProperty("issuer") String issuer,
            @JsonProperty("acceptedIssuers") Collection<String> acceptedIssuers,
            @JsonProperty("acceptUntil") String acceptUntil) {
        List<String> problems = new ArrayList<>();
        URI current = base("issuer", issuer, problems);
        List<URI> former = new ArrayList<>();
        for (String accepted : acceptedIssuers == null ? List.<String>of() : acceptedIssuers) {
            URI base = base("acceptedIssuers", accepted, problems);
            if (base != null && base.equals(current)) {
                problems.add("acceptedIssuers: '" + base + "' is the issuer itself: leave it out");
            }
            former.add(base);
        }
        Instant until = instant(acceptUntil, problems);
        if (former.isEmpty() && acceptUntil != null) {
            problems.add("acceptUntil: there are no acceptedIssuers to accept until then");
        }
        if (!former.isEmpty() && acceptUntil == null) {
            problems.add(
                    "acceptUntil is missing: say until when acceptedIssuers are accepted, like 2027-01-01T00:00:00Z");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new Issuer(current, former, until);
    }

    /** Reads it as it is kept. */
    public static Issuer parse(String json) {
        try {
            return JSON.readValue(json, Issuer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("'" + json + "' is no issuer: " + e.getOriginalMessage(), e);
        }
    }

    private static URI base(String field, String text, List<String> problems) {
        if (text == null || text.isBlank()) {
            problems.add(field + " is missing: use a base URL like https://login.example.com");
            return null;
        }
        try {
            URI base = BaseUrl.parse(text);
            if (base.getRawUserInfo() == null) {
                return base;
            }
            problems.add(field + ": '" + base.getHost() + "' with a user name is no base URL: leave the name out");
        } catch (IllegalArgumentException e) {
            problems.add(field + ": " + e.getMessage());
        }
        return null;
    }

    private static Instant instant(String text, List<String> problems) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            problems.add("acceptUntil: '" + text + "' is no instant: use one like 2027-01-01T00:00:00Z");
            return null;
        }
    }

    @JsonValue
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("issuer", issuer.toString());
        json.put("acceptedIssuers", acceptedIssuers.stream().map(URI::toString).toList());
        json.put("acceptUntil", acceptUntil == null ? null : acceptUntil.toString());
        return json;
    }

    /** True while former issuers are honoured: only then it matters what a request presents. */
    public boolean acceptsFormer(Instant now) {
        return acceptUntil != null && now.isBefore(acceptUntil);
    }

    /**
     * The base URL to answer a request with. One request is judged by one base URL, so the first token that names one of ours
     * decides; without any it is the current one.
     *
     * @param presented the {@code iss} of the tokens and cookies that a request presents (or the {@code aud} of an assertion for
     *     us), the most telling first; looked at no further than needed
     */
    public URI answering(Stream<String> presented, Instant now) {
        if (!acceptsFormer(now)) {
            return issuer;
        }
        return presented.map(this::base).flatMap(Optional::stream).findFirst().orElse(issuer);
    }

    private Optional<URI> base(String issuedBy) {
        Predicate<URI> named = base -> issuedBy.startsWith(base + REALMS);
        return Stream.concat(Stream.of(issuer), acceptedIssuers.stream())
                .filter(named)
                .findFirst();
    }
}
