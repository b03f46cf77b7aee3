package io.multiregion.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.certmanager.api.model.v1.Issuer;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Map;

/** Kubernetes' own kinds and those of cert-manager, read strictly: no field that there is not, no number where a text belongs. */
final class Kinds {

    private static final Map<String, Class<?>> KNOWN = Map.of(
            "apps/v1 StatefulSet", StatefulSet.class,
            "networking.k8s.io/v1 Ingress", Ingress.class,
            "cert-manager.io/v1 Issuer", Issuer.class,
            "cert-manager.io/v1 Certificate", Certificate.class);

    private static final JsonMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new Introspector())
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    /** The classes keep what they do not know. */
    private static final class Introspector extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    private Kinds() {}

    /** Fails, with what is wrong and where, unless the document is one of a known kind. */
    static void check(JsonNode document) throws JsonProcessingException {
        String kind = document.path("apiVersion").asText() + " "
                + document.path("kind").asText();
        if (!KNOWN.containsKey(kind)) {
            throw new IllegalStateException("no such kind is known here: " + kind);
        }
        STRICT.treeToValue(document, KNOWN.get(kind));
    }

    static void checkPod(JsonNode template) throws JsonProcessingException {
        STRICT.treeToValue(template, PodTemplateSpec.class);
    }
}
