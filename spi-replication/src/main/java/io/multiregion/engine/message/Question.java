package io.multiregion.engine.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.multiregion.engine.resource.Kind;
import java.util.List;

/**
 * What a primary asks of the rows of a secondary at one position. Payload of DIGEST, as JSON. The regions' databases may order texts
 * differently: a page is one in the order of the region that has it, and names its resources.
 *
 * @param kind the kind asked about, or null for one digest of each kind
 * @param ids asks for the digests of these resources, of those of them that are there; or null
 * @param after asks for the resources after this id, in the secondary's own order, and of the kinds after it if there are none; or null
 * @param most how many of them
 * @param repair of one digest of each kind: whether what differs will be mended, so that the copy is known to be level after it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Question(String kind, List<String> ids, String after, int most, boolean repair) {

    /** More resources do not go in one question, or in its answer. */
    public static final int MOST = 10_000;

    /** One digest of each kind. */
    public static Question kinds(boolean repair) {
        return new Question(null, null, null, 0, repair);
    }

    /** One digest of each of these resources. */
    public static Question digests(Kind kind, List<String> ids) {
        return new Question(kind.name(), ids, null, ids.size(), false);
    }

    /** Which resources come next. */
    public static Question next(Kind kind, String after, int most) {
        return new Question(kind.name(), null, after, most, false);
    }
}
