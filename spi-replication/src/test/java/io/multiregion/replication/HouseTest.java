package io.multiregion.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The measures of the house: whoever needs more room redesigns it. They hold for all that is shipped. */
class HouseTest {

    private static final int FILE_LINES = 250;
    private static final int METHOD_LINES = 40;
    private static final int PARAMETERS = 7;
    private static final int ROOM_FILES = 12;

    /** What is not final: others make classes of these at runtime. */
    private static final Set<String> PROXIED = Set.of("ApplicationScoped");

    private static final List<String> MODULES =
            List.of("spi-keyprovider", "engine", "spi-replication", "theme", "command", "testcontainers");

    private record Type(Path file, ClassTree tree) {
        Set<Modifier> modifiers() {
            return tree.getModifiers().getFlags();
        }
    }

    private record Method(String name, int lines, int parameters, boolean constructor) {}

    private static final List<Path> FILES = new ArrayList<>();
    private static final List<Type> TYPES = new ArrayList<>();
    private static final List<Method> METHODS = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        for (String module : MODULES) {
            Path sources = root().resolve(module).resolve("src/main/java");
            if (Files.isDirectory(sources)) {
                try (Stream<Path> found = Files.walk(sources)) {
                    found.filter(file -> file.toString().endsWith(".java")).forEach(FILES::add);
                }
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(FILES));
            Trees trees = Trees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new Reader(unit, trees), null);
            }
        }
    }

    private static final class Reader extends TreeScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final Trees trees;
        private final Deque<ClassTree> around = new ArrayDeque<>();

        private Reader(CompilationUnitTree unit, Trees trees) {
            this.unit = unit;
            this.trees = trees;
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            if (!tree.getSimpleName().isEmpty()) {
                TYPES.add(new Type(Path.of(unit.getSourceFile().toUri()), tree));
            }
            around.push(tree);
            super.visitClass(tree, nothing);
            around.pop();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            METHODS.add(new Method(
                    Path.of(unit.getSourceFile().toUri()).getFileName() + " " + tree.getName(),
                    line(trees.getSourcePositions().getEndPosition(unit, tree))
                            - line(trees.getSourcePositions().getStartPosition(unit, tree))
                            + 1,
                    tree.getParameters().size(),
                    tree.getReturnType() == null && around.peek().getKind() == Tree.Kind.CLASS));
            return super.visitMethod(tree, nothing);
        }

        private int line(long position) {
            return (int) unit.getLineMap().getLineNumber(position);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    @Test
    void filesAreShort() throws IOException {
        Map<String, Long> tooLong = new TreeMap<>();
        for (Path file : FILES) {
            try (Stream<String> lines = Files.lines(file)) {
                long count = lines.count();
                if (count > FILE_LINES) {
                    tooLong.put(root().relativize(file).toString(), count);
                }
            }
        }
        assertEquals(Map.of(), tooLong, "files above " + FILE_LINES + " lines");
    }

    @Test
    void methodsAreShort() {
        assertEquals(
                List.of(),
                METHODS.stream().filter(method -> method.lines() > METHOD_LINES).toList(),
                "methods above " + METHOD_LINES + " lines");
    }

    /** A record's components are the shape of its data; a constructor that is written takes what a class works with. */
    @Test
    void constructorsTakeLittle() {
        assertEquals(
                List.of(),
                METHODS.stream()
                        .filter(method -> method.constructor() && method.parameters() > PARAMETERS)
                        .toList(),
                "constructors with more than " + PARAMETERS + " parameters");
    }

    @Test
    void roomsAreNotCrowded() {
        Map<Path, Long> rooms =
                FILES.stream().collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
        rooms.values().removeIf(files -> files <= ROOM_FILES);
        assertEquals(Map.of(), rooms, "rooms with more than " + ROOM_FILES + " files");
    }

    @Test
    void classesAreFinalUnlessTheyAreMeantToBeExtended() {
        assertEquals(
                List.of(),
                TYPES.stream()
                        .filter(type -> type.tree().getKind() == Tree.Kind.CLASS)
                        .filter(type -> Stream.of(Modifier.FINAL, Modifier.ABSTRACT, Modifier.SEALED)
                                .noneMatch(type.modifiers()::contains))
                        .filter(type -> type.tree().getModifiers().getAnnotations().stream()
                                .noneMatch(annotation -> PROXIED.contains(
                                        annotation.getAnnotationType().toString())))
                        .map(type -> root().relativize(type.file()) + " "
                                + type.tree().getSimpleName())
                        .toList());
    }

    /** The aim is half. This is what there is: it may only grow. */
    @Test
    void twoOfFiveTypesAreTheAffairOfOneRoom() {
        long closed = TYPES.stream()
                .filter(type -> !type.modifiers().contains(Modifier.PUBLIC))
                .count();
        assertTrue(5 * closed >= 2 * TYPES.size(), closed + " of " + TYPES.size() + " types are not public");
    }

    @Test
    void thereIsSomethingToMeasure() {
        assertTrue(FILES.size() > 100 && TYPES.size() > FILES.size() / 2 && METHODS.size() > TYPES.size());
    }
}
