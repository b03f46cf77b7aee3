package io.multiregion.command.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** JSON as RFC 8259 has it, whatever comes: it is read, or refused by its own exception. */
class JsonTest {

    @Test
    void allKindsOfValuesAreRead() {
        Json json =
                Json.read(" {\"a\" : [1, -2.5e3, true, false, null, \"x\"], \"b\":{}, \"c\":[],\n\"d\":{\"e\":0}} ");
        assertEquals(6, json.at("a").list().size());
        assertEquals(1L, json.at("a").list().get(0).number().orElseThrow());
        assertEquals(-2500L, json.at("a").list().get(1).number().orElseThrow());
        assertTrue(json.at("a").list().get(2).isTrue());
        assertTrue(json.at("a").list().get(3).isFalse());
        assertFalse(json.at("a").list().get(4).isThere());
        assertEquals(List.of(), json.at("c").list());
        assertEquals(0L, json.at("d").at("e").number().orElseThrow());
        assertFalse(json.at("none").at("of").at("it").isThere());
    }

    @Test
    void escapesAreRead() {
        String text = "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"";
        assertEquals("\"\\/\b\f\n\r\té😀", Json.read(text).text().orElseThrow());
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("reason", "a \"fire\"\\\n\u0001 in é");
        members.put("override", List.of("lag", "primary-silent"));
        Json read = Json.read(Json.write(members));
        assertEquals(members.get("reason"), read.at("reason").text().orElseThrow());
        assertEquals("primary-silent", read.at("override").list().get(1).orUnknown());
    }

    @Test
    void whatIsNoJsonIsRefused() {
        for (String text : List.of(
                "",
                " ",
                "{",
                "}",
                "[1,]",
                "[,1]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{,}",
                "tru",
                "nul",
                "01",
                "1.",
                ".5",
                "-",
                "+1",
                "1e",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12",
                "\"a\nb\"",
                "1 2",
                "[1 2]",
                "'a'",
                "<html>",
                "\u00a01",
                "NaN",
                "[".repeat(65) + "]".repeat(65),
                "1" + "0".repeat(40),
                "1e9999")) {
            assertThrows(JsonException.class, () -> Json.read(text), text);
        }
        assertTrue(Json.read("[".repeat(64) + "]".repeat(64)).isThere());
    }
}
