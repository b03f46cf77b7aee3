package io.multiregion.stories.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.network.Mailbox;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A realm that operations work on, in one region. Ids of what they make are kept under a name: {@code @{name}} in a path or a body
 * stands for the id. Paths start behind the realm.
 */
public final class Workspace {

    private static final Pattern NAME = Pattern.compile("@\\{([^}]+)}");

    private final URI region;
    private final Admin admin;
    private final Mailbox mailbox;
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, Tokens> tokens = new HashMap<>();
    private String realm;

    public Workspace(URI region, Admin admin, String realm, Mailbox mailbox) {
        this.region = region;
        this.admin = admin;
        this.realm = realm;
        this.mailbox = mailbox;
    }

    public String realm() {
        return realm;
    }

    URI region() {
        return region;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    void keep(String name, String id) {
        ids.put(name, id);
    }

    String id(String name) {
        var id = ids.get(name);
        if (id == null) {
            throw new IllegalStateException("Nothing is kept under the name " + name);
        }
        return id;
    }

    void keepTokens(String name, Tokens kept) {
        tokens.put(name, kept);
    }

    Tokens tokens(String name) {
        return tokens.get(name);
    }

    JsonNode get(String path) {
        return admin.get(at(path));
    }

    /** Posts what has an id in the Location of the answer, and keeps it. */
    void create(String name, String path, String json) {
        keep(name, admin.create(at(path), json(json)));
    }

    /** Posts what has an id in the body of the answer, and keeps it. */
    void make(String name, String path, String json) {
        var answer = admin.post(at(path), json(json)).json();
        keep(
                name,
                answer.has("_id")
                        ? answer.get("_id").asText()
                        : answer.get("id").asText());
    }

    public void post(String path, String json) {
        admin.post(at(path), json(json));
    }

    public void post(String path) {
        admin.post(at(path));
    }

    public void put(String path, String json) {
        admin.put(at(path), json(json));
    }

    public void put(String path) {
        admin.put(at(path), null);
    }

    void delete(String path) {
        admin.delete(at(path));
    }

    void delete(String path, String json) {
        admin.delete(at(path), json(json));
    }

    /** Posts, and returns the body of the answer. */
    JsonNode ask(String path, String json) {
        return admin.post(at(path), json(json)).json();
    }

    /** Posts a form. */
    void form(String path, Map<String, String> fields) {
        admin.attempt("POST", at(path), SignIn.encoded(fields), "application/x-www-form-urlencoded")
                .expectSuccess();
    }

    /** Sends a text as it is. */
    void putText(String path, String text) {
        admin.attempt("PUT", at(path), text, "text/plain").expectSuccess();
    }

    /** Tries what will be refused. */
    public Answer attempt(String method, String path, String json) {
        return admin.attempt(method, at(path), json == null ? null : json(json));
    }

    /** Reads what is there, changes it and puts it back. */
    void edit(String path, Consumer<ObjectNode> change) {
        var object = (ObjectNode) get(path);
        change.accept(object);
        admin.put(at(path), object);
    }

    /** Keeps the id of the first element of a list whose member has a value. */
    void find(String name, String path, String member, String value) {
        for (var element : get(path)) {
            if (element.path(member).asText().equals(value)) {
                keep(
                        name,
                        element.has("id")
                                ? element.get("id").asText()
                                : element.get("internalId").asText());
                return;
            }
        }
        throw new IllegalStateException("No " + member + "=" + value + " in " + path);
    }

    /** Role representations, as mappings want them. */
    String role(String path) {
        return ((ArrayNode) Json.of("[]")).add(get(path)).toString();
    }

    void rename(String next) {
        admin.put(realm, Json.of("{realm:'%s'}", next));
        realm = next;
    }

    /** The realm itself. */
    String at(String path) {
        return path.isEmpty() ? realm : realm + "/" + filled(path);
    }

    SignIn signIn() {
        return signIn("shop", "shop-secret");
    }

    SignIn signIn(String client, String secret) {
        return new SignIn(region, realm, client, secret);
    }

    private JsonNode json(String text) {
        return Json.read(filled(text));
    }

    private String filled(String text) {
        return NAME.matcher(text).replaceAll(match -> id(match.group(1)));
    }
}
