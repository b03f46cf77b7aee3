package io.multiregion.replication;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people read: lines have an end, links lead somewhere, and the index names every page. */
class PagesTest {

    private static final int LONGEST = 140;

    private static final Path ROOT = root();

    /** The target of a link or a picture. A title behind it is not part of it. */
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)[^)]*\\)");

    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");

    @Test
    void noLineIsTooLong() {
        var found = new ArrayList<String>();
        for (var file : files(".md", ".java")) {
            var lines = text(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                int letters = lines.get(i).codePointCount(0, lines.get(i).length());
                if (letters > LONGEST) {
                    found.add(ROOT.relativize(file) + ":" + (i + 1) + " has " + letters + " letters");
                }
            }
        }
        none(found);
    }

    @Test
    void everyLinkLeadsSomewhere() {
        var found = new ArrayList<String>();
        for (var page : files(".md")) {
            links(page).filter(link -> !leadsSomewhere(page, link)).forEach(link -> {
                found.add(ROOT.relativize(page) + " links to " + link + ", which is not there");
            });
        }
        none(found);
    }

    @Test
    void theIndexNamesEveryPage() throws IOException {
        var docs = ROOT.resolve("docs");
        var index = docs.resolve("README.md");
        var missing = new TreeSet<String>();
        try (Stream<Path> pages = Files.list(docs)) {
            pages.map(page -> page.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                    .forEach(missing::add);
        }
        assertEquals(false, missing.isEmpty(), "there are pages in " + docs);
        links(index).map(link -> link.split("#")[0]).forEach(missing::remove);
        assertEquals(new TreeSet<String>(), missing, "pages that docs/README.md does not name");
    }

    private static boolean leadsSomewhere(Path page, String link) {
        int hash = link.indexOf('#');
        var path = hash < 0 ? link : link.substring(0, hash);
        var target = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        if (!target.startsWith(ROOT) || !Files.exists(target)) {
            return false;
        }
        return hash < 0 || !target.toString().endsWith(".md") || anchors(target).contains(link.substring(hash + 1));
    }

    private static Stream<String> links(Path page) {
        var prose = CODE.matcher(text(page)).replaceAll("");
        return LINK.matcher(prose).results().map(found -> found.group(1)).filter(link -> !link.matches("[a-z]+:.*"));
    }

    /** The names that GitHub gives to headings. */
    private static List<String> anchors(Path page) {
        var text = Pattern.compile("(?ms)^```.*?^```").matcher(text(page)).replaceAll("");
        return HEADING.matcher(text).results().map(PagesTest::anchor).toList();
    }

    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .trim()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static void none(List<String> found) {
        assertEquals("", found.stream().collect(joining("\n")));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of the source: neither what a build has made, nor what hides behind a dot. */
    private static List<Path> files(String... endings) {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    var name = folder.getFileName().toString();
                    boolean passed = !folder.equals(ROOT)
                            && (name.startsWith(".") || name.equals("target") || name.equals("node_modules"));
                    return passed ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (Stream.of(endings).anyMatch(file.toString()::endsWith)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertEquals(false, found.isEmpty(), "there are files below " + ROOT);
        return found;
    }

    /** Maven runs a test in the folder of its module; the repository's root is the folder above that has the wrapper. */
    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("no folder above has mvnw");
            }
        }
        return folder;
    }
}
