package io.multiregion.stories.secondary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.LDAPException;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.BesideOthers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Promise D: people of an LDAP directory sign in on a secondary once they are imported, and it writes neither rows nor the directory. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DirectoryStory {

    private static final List<String> IMPORTED = List.of("ida", "ina", "ivo", "iris");
    private static final List<String> NEW = List.of("nora", "nils");

    private final SampleRealm realm = new SampleRealm("directory", TwoRegions.FRONT, 0);
    private final Set<String> sessions = new HashSet<>();
    private TwoRegions regions;
    private Directory directory;
    private SignIn us;
    private String content;

    @BeforeAll
    void replicate(TwoRegions started) throws LDAPException {
        regions = started;
        us = realm.at(regions.us());
        directory = Directory.start();
        for (var name : IMPORTED) {
            directory.person("people", name);
        }
        for (var name : NEW) {
            directory.person("people", name);
        }
        directory.person("guests", "gast");
        directory.group("readers", "ida", "nora");
        var admin = regions.eu().admin();
        realm.create(admin);
        var people = directory.known(admin, realm.name(), "people", true);
        directory.groups(admin, realm.name(), people);
        directory.known(admin, realm.name(), "guests", false);
        for (var name : IMPORTED) {
            sessions.add(realm.at(regions.eu())
                    .password(name, Directory.password(name))
                    .session());
        }
        regions.replicate(realm.name());
        content = directory.content();
    }

    @AfterEach
    void nothingIsWritten() throws LDAPException {
        regions.equality(realm.name()).assertRows(sessions);
        assertEquals(content, directory.content());
    }

    @AfterAll
    void stop() {
        directory.close();
    }

    /** Who moves the realm, or its users, is told before. How many are in the directory only that could tell. */
    @Test
    void readinessSaysWhoCanSignInOnThePrimaryOnly() {
        var replica = regions.eu()
                .admin()
                .get("directory/multi-region/readiness")
                .path("replicas")
                .get(0);
        assertTrue(replica.path("ready").asBoolean(), replica::toString);
        var warnings = replica.path("warnings").toString();
        assertTrue(
                warnings.contains(
                        "user storage people: people who were never imported can sign in on the primary only; "
                                + IMPORTED.size() + " are imported, and all were never synchronized"),
                warnings);
        assertFalse(warnings.contains("guests"), warnings);
    }

    @Test
    void whoIsImportedSignsIn() {
        us.refresh(signIn("ida"));
        assertTrue(us.refuses("ida", "wrong"));
    }

    @Test
    void whoHasMovedSignsIn() throws LDAPException {
        directory.move("ina");
        content = directory.content();
        us.refresh(signIn("ina"));
    }

    @Test
    void whoHasAnotherNameSignsInWithIt() throws LDAPException {
        directory.rename("iris", "isa");
        content = directory.content();
        sessions.add(us.password("isa", Directory.password("iris")).session());
    }

    @Test
    void whoIsNeverImportedSignsIn() {
        us.refresh(signIn("gast"));
        assertTrue(us.refuses("gast", "wrong"));
    }

    @Test
    void whoIsNotImportedYetIsSentToThePrimaryOnceThePasswordIsRight() {
        assertTrue(us.refuses("nora", "wrong"));
        assertTrue(us.refuses("nobody", "wrong"));
        var answer = us.attempt("nora", Directory.password("nora"));
        assertEquals(409, answer.status(), answer::text);
        assertEquals("read_only_region", answer.json().path("error").asText());
        // its address for end users, once it has said so
        assertTrue(
                Set.of(regions.eu().url().toString(), regions.toEu().url().toString())
                        .contains(answer.json().path("primary").asText()),
                answer::text);
    }

    @Test
    void whoIsNotImportedYetSeesThePageOfIt() {
        var browser = us.browser("http://shop.test/cb");
        var wrong = browser.credentials(regions.us().url(), "nora", "wrong");
        assertEquals(200, wrong.status(), wrong::text);
        var right = browser.follow(
                regions.us().url(),
                us.browser("http://shop.test/cb").credentials(regions.us().url(), "nora", Directory.password("nora")));
        assertEquals(409, right.status(), right::text);
        assertTrue(right.text().contains("You sign in this way for the first time"), right::text);
    }

    @Test
    void whoIsGoneFromTheDirectoryIsNobodyAndStays() throws LDAPException {
        directory.remove("ivo");
        content = directory.content();
        assertTrue(us.refuses("ivo", Directory.password("ivo")));
        assertEquals(List.of(), found("users?username=ivo&exact=true"));
    }

    @Test
    void administratorsFindWhoIsImported() {
        assertEquals(List.of("ida"), found("users?search=ida"));
        assertEquals(List.of("ida"), found("users?username=ida&exact=true"));
        assertEquals(List.of(), found("users?search=nora"));
        assertEquals(List.of(), found("users?username=nora&exact=true"));
        assertTrue(found("users?max=100").containsAll(List.of("alice", "ida")));
        var admin = regions.us().admin();
        assertTrue(admin.get("directory/users/count").asInt() >= IMPORTED.size());
        var readers =
                admin.get("directory/groups?search=readers").get(0).get("id").asText();
        assertEquals(List.of("ida"), found("groups/" + readers + "/members"));
    }

    @Test
    void nobodyWritesTheDirectoryFromHere() {
        var tokens = signIn("ida");
        var profile = us.bearer("GET", "/account/", tokens, null).expect(200).text();
        assertRefused(us.bearer("POST", "/account/", tokens, profile.replace("Person", "Other")));
        var ida = "directory/users/" + realm.userId(regions.us().admin(), "ida");
        var admin = regions.us().admin();
        assertRefused(admin.attempt(
                "PUT", ida + "/reset-password", Json.of("{type:'password', value:'other', temporary:false}")));
        assertRefused(admin.attempt("PUT", ida, Json.of("{firstName:'Other'}")));
        assertRefused(admin.attempt("DELETE", ida, null));
    }

    private Tokens signIn(String name) {
        var tokens = us.password(name, Directory.password(name));
        sessions.add(tokens.session());
        return tokens;
    }

    private List<String> found(String query) {
        return StreamSupport.stream(
                        regions.us().admin().get("directory/" + query).spliterator(), false)
                .map(user -> user.get("username").asText())
                .toList();
    }

    private static void assertRefused(Answer answer) {
        assertEquals(409, answer.status(), answer::text);
        assertEquals("read_only_region", answer.json().path("error").asText(), answer::text);
    }
}
