package io.multiregion.stories.secondary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.region.BesideOthers;
import org.junit.jupiter.api.Test;

/** Any page can ask whether the realm is read-only where it is shown, and has the text for it in the reader's language. */
@BesideOthers
final class NoticeStory {

    @Test
    void saysSoInTheReadersLanguage(TwoRegions regions) {
        var realm = new SampleRealm("notice", TwoRegions.FRONT, 0);
        realm.create(regions.eu().admin());
        regions.eu()
                .admin()
                .put(
                        "notice",
                        Json.of(
                                "{internationalizationEnabled:true, supportedLocales:['en','de','ja'], defaultLocale:'en'}"));
        var primary = realm.at(regions.eu()).get("/multi-region/notice").expect(200);
        assertFalse(primary.json().path("readOnly").asBoolean(true), primary::text);
        assertTrue(primary.json().path("message").isMissingNode(), primary::text);

        regions.replicate("notice");
        regions.equality("notice").assertRows();
        assertNotice(realm.at(regions.us()), "", "This region holds a read-only copy");
        assertNotice(realm.at(regions.us()), "?kc_locale=de", "Diese Region führt nur eine schreibgeschützte Kopie");
        assertNotice(realm.at(regions.us()), "?kc_locale=ja", "このリージョンは読み取り専用");
        assertNotice(realm.at(regions.us()), "?kc_locale=xx", "This region holds a read-only copy");
    }

    private static void assertNotice(SignIn reader, String query, String begin) {
        var notice = reader.get("/multi-region/notice" + query).expect(200);
        assertEquals("no-store", notice.header("Cache-Control"));
        assertTrue(notice.json().path("readOnly").asBoolean(), notice::text);
        var message = notice.json().path("message").asText();
        assertTrue(message.startsWith(begin), notice::text);
        assertTrue(message.contains(notice.json().path("primary").asText()), notice::text);
    }
}
