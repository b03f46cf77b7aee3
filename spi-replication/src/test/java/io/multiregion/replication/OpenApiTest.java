package io.multiregion.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.multiregion.engine.divergence.Comparison;
import io.multiregion.engine.failover.Moved;
import io.multiregion.engine.failover.Preview;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.operate.DrillDesk;
import io.multiregion.engine.operate.due.DrillPlan;
import io.multiregion.engine.operate.preflight.PreflightRepresentation;
import io.multiregion.engine.operate.view.DivergenceRepresentation;
import io.multiregion.engine.operate.view.DrillReport;
import io.multiregion.engine.operate.view.ReadinessRepresentation;
import io.multiregion.engine.operate.view.RealmRepresentation;
import io.multiregion.engine.operate.view.ReplicaRepresentation;
import io.multiregion.engine.operate.view.ReplicaRequest;
import io.multiregion.engine.operate.view.SealingRepresentation;
import io.multiregion.engine.operate.view.SealingRequest;
import io.multiregion.engine.operate.view.StalenessRepresentation;
import io.multiregion.engine.operate.view.TroubleRepresentation;
import io.multiregion.engine.overview.HappeningRepresentation;
import io.multiregion.engine.overview.OverviewRepresentation;
import io.multiregion.engine.overview.RealmListRepresentation;
import io.multiregion.engine.overview.kinds.KindsRepresentation;
import io.multiregion.engine.peer.pairing.IdentityRepresentation;
import io.multiregion.engine.peer.pairing.RegionRepresentation;
import io.multiregion.engine.state.part.Issuer;
import io.multiregion.engine.written.SemiSyncDesk;
import io.multiregion.replication.rest.AdminEndpoint;
import io.multiregion.replication.rest.realm.RealmEndpoint;
import io.multiregion.replication.rest.watch.DrillsEndpoint;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for programs says what the endpoints do: each call with its parameters, and each name in what is sent and answered. */
class OpenApiTest {

    private static final String ADMIN = "/admin/realms/{realm}/multi-region";
    private static final String REALM = "/realms/{realm}/multi-region";

    private static final Map<String, Class<?>> SCHEMAS = new TreeMap<>();

    static {
        SCHEMAS.put("Realm", RealmRepresentation.class);
        SCHEMAS.put("Primary", RealmRepresentation.Primary.class);
        SCHEMAS.put("Replica", ReplicaRepresentation.class);
        SCHEMAS.put("ReplicaRequest", ReplicaRequest.class);
        SCHEMAS.put("Trouble", TroubleRepresentation.class);
        SCHEMAS.put("TroubleResource", TroubleRepresentation.Resource.class);
        SCHEMAS.put("Staleness", StalenessRepresentation.class);
        SCHEMAS.put("Issuer", Issuer.class);
        SCHEMAS.put("Overview", OverviewRepresentation.class);
        SCHEMAS.put("OverviewPrimary", OverviewRepresentation.Primary.class);
        SCHEMAS.put("OverviewRegion", OverviewRepresentation.Region.class);
        SCHEMAS.put("LastVerify", OverviewRepresentation.LastVerify.class);
        SCHEMAS.put("TakeOver", OverviewRepresentation.TakeOver.class);
        SCHEMAS.put("RealmList", RealmListRepresentation.class);
        SCHEMAS.put("RealmListEntry", RealmListRepresentation.Realm.class);
        SCHEMAS.put("MoveRequest", MoveRequest.class);
        SCHEMAS.put("Moved", Moved.class);
        SCHEMAS.put("Preview", Preview.class);
        SCHEMAS.put("Finding", Finding.class);
        SCHEMAS.put("Readiness", ReadinessRepresentation.class);
        SCHEMAS.put("DrillReport", DrillReport.class);
        SCHEMAS.put("Divergence", DivergenceRepresentation.class);
        SCHEMAS.put("DivergenceDifference", Comparison.Difference.class);
        SCHEMAS.put("Sealing", SealingRepresentation.class);
        SCHEMAS.put("SealingDataKey", SealingRepresentation.DataKeyRepresentation.class);
        SCHEMAS.put("SealingProgress", SealingRepresentation.ProgressRepresentation.class);
        SCHEMAS.put("SealingRequest", SealingRequest.class);
        SCHEMAS.put("Identity", IdentityRepresentation.class);
        SCHEMAS.put("PairedRegion", RegionRepresentation.class);
        SCHEMAS.put("Preflight", PreflightRepresentation.class);
        SCHEMAS.put("Drill", DrillDesk.Entry.class);
        SCHEMAS.put("DrillPlan", DrillPlan.class);
        SCHEMAS.put("DrillNext", DrillPlan.Next.class);
        SCHEMAS.put("DrillWanted", DrillsEndpoint.Wanted.class);
        SCHEMAS.put("Kinds", KindsRepresentation.class);
        SCHEMAS.put("KindEntry", KindsRepresentation.KindRepresentation.class);
        SCHEMAS.put("Happening", HappeningRepresentation.class);
        SCHEMAS.put("SemiSync", SemiSyncDesk.Terms.class);
    }

    /** What has no class of its own. */
    private static final Set<String> WRITTEN_BY_HAND =
            Set.of("Error", "Verification", "ReadinessOfAll", "PairedRegions");

    private final JsonNode page = page();

    private static JsonNode page() {
        try {
            java.nio.file.Path folder = java.nio.file.Path.of("").toAbsolutePath();
            while (!folder.resolve("mvnw").toFile().exists()) {
                folder = folder.getParent();
            }
            return new ObjectMapper(new YAMLFactory())
                    .readTree(folder.resolve("docs/openapi.yaml").toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eachCallIsWrittenAndNoOther() {
        Set<String> there = new TreeSet<>();
        walk(AdminEndpoint.class, ADMIN, there);
        walk(RealmEndpoint.class, REALM, there);
        assertTrue(there.size() > 40, there::toString);
        assertEquals(String.join("\n", there), String.join("\n", written()));
    }

    private static void walk(Class<?> endpoint, String path, Set<String> calls) {
        for (Method method : endpoint.getDeclaredMethods()) {
            Path below = method.getAnnotation(Path.class);
            String here = below == null ? path : path + "/" + below.value().replaceAll("^/|/$", "");
            String verb = verb(method);
            if (verb != null) {
                calls.add(call(
                        verb,
                        here,
                        Arrays.stream(method.getParameters())
                                .map(parameter -> parameter.getAnnotation(QueryParam.class))
                                .filter(parameter -> parameter != null)
                                .map(QueryParam::value)));
            } else if (below != null) {
                walk(method.getReturnType(), here, calls);
            }
        }
    }

    private static String verb(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                return verb.value();
            }
        }
        return null;
    }

    private static String call(String verb, String path, Stream<String> queries) {
        return path + " " + verb + " " + queries.sorted().collect(Collectors.joining(" "));
    }

    private Set<String> written() {
        Set<String> calls = new TreeSet<>();
        page.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(verb -> !verb.getKey().equals("parameters"))
                        .forEach(verb -> calls.add(call(
                                verb.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                verb.getValue().path("parameters").findValuesAsText("name").stream()))));
        return calls;
    }

    @Test
    void eachNameThatIsSentIsWrittenAndNoOther() {
        JsonNode schemas = page.at("/components/schemas");
        Map<String, Set<String>> there = new TreeMap<>();
        SCHEMAS.forEach((name, record) -> there.put(name, names(record)));
        Map<String, Set<String>> written = new TreeMap<>();
        schemas.properties().stream()
                .filter(schema -> !WRITTEN_BY_HAND.contains(schema.getKey()))
                .forEach(schema -> written.put(schema.getKey(), names(schema.getValue())));
        assertEquals(there, written);
    }

    private static Set<String> names(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.get("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> names(Class<?> record) {
        Set<String> names = new TreeSet<>();
        for (RecordComponent component : record.getRecordComponents()) {
            JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                names.addAll(names(component.getType()));
            } else {
                names.add(named == null ? component.getName() : named.value());
            }
        }
        return names;
    }

    @Test
    void eachReferenceLeadsSomewhere() {
        for (String reference : page.findValuesAsText("$ref")) {
            assertTrue(page.at(reference.substring(1)).isObject(), reference);
        }
        assertEquals("3.1.0", page.get("openapi").asText());
    }
}
