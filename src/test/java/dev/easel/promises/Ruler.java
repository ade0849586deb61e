package dev.easel.promises;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/** Measures sources with the compiler's own parser. */
final class Ruler {
    final List<Source> files = new ArrayList<>();
    final List<Method> methods = new ArrayList<>();
    final List<String> nulls = new ArrayList<>();
    int tableLines;

    /**
     * One file.
     *
     * @param room first package below dev.easel; "" for the root package
     * @param code lines that are neither blank nor comment nor import
     * @param open whether it declares a public class
     */
    record Source(String path, String room, int code, int comment, boolean open) {}

    /** A method or constructor with a body. */
    record Method(String where, int lines, int parameters, int flags, boolean action) {}

    private Ruler() {}

    static Ruler measure(Path folder) throws IOException {
        var ruler = new Ruler();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var paths = sources(folder);
            var units = manager.getJavaFileObjectsFromPaths(paths);
            var task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, units);
            var positions = Trees.instance(task).getSourcePositions();
            for (var unit : task.parse()) ruler.measure(folder, unit, positions);
        }
        return ruler;
    }

    static List<Path> sources(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        }
    }

    private void measure(Path folder, CompilationUnitTree unit, SourcePositions positions) throws IOException {
        var file =
                folder.toAbsolutePath().relativize(Path.of(unit.getSourceFile().toUri()));
        var home = Path.of("dev", "easel").relativize(file);
        var room = home.getNameCount() == 1 ? "" : home.getName(0).toString();
        var open = unit.getTypeDecls().stream().anyMatch(type -> type instanceof ClassTree shape && isPublic(shape));
        var comment = 0;
        var code = 0;
        for (var line : unit.getSourceFile()
                .getCharContent(true)
                .toString()
                .lines()
                .map(String::strip)
                .toList()) {
            if (line.startsWith("//") || line.startsWith("/*") || line.startsWith("*")) comment++;
            else if (!line.isEmpty() && !line.startsWith("import ") && !line.startsWith("package ")) code++;
        }
        files.add(new Source(home.toString(), room, code, comment, open));
        new Walk(unit, positions, home.toString()).scan(unit, false);
    }

    private static boolean isPublic(ClassTree shape) {
        return shape.getModifiers().getFlags().contains(Modifier.PUBLIC);
    }

    /** Goes through one file; the argument says whether it is inside a record. */
    private final class Walk extends TreeScanner<Void, Boolean> {
        private static final Set<String> BINDING = Set.of("op", "tagged");
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final String file;

        Walk(CompilationUnitTree unit, SourcePositions positions, String file) {
            this.unit = unit;
            this.positions = positions;
            this.file = file;
        }

        @Override
        public Void visitClass(ClassTree shape, Boolean inRecord) {
            return super.visitClass(shape, shape.getKind() == Tree.Kind.RECORD);
        }

        @Override
        public Void visitMethod(MethodTree method, Boolean inRecord) {
            if (method.getBody() != null) {
                var constructor = method.getReturnType() == null;
                // A record's constructor repeats its components, which are fields rather than parameters.
                var parameters = constructor && inRecord ? List.<VariableTree>of() : method.getParameters();
                var chosenElsewhere = method.getModifiers().getAnnotations().stream()
                        .anyMatch(annotation ->
                                annotation.getAnnotationType().toString().equals("Override"));
                // The signature of a method that overrides is another's.
                var flags = (chosenElsewhere ? List.<VariableTree>of() : parameters)
                        .stream()
                                .filter(parameter ->
                                        String.valueOf(parameter.getType()).equals("boolean"));
                var action = !constructor
                        && method.getReturnType().toString().equals("Action")
                        && method.getModifiers().getFlags().contains(Modifier.PUBLIC);
                var where = file + "#" + method.getName();
                methods.add(new Method(where, lines(method), parameters.size(), (int) flags.count(), action));
            }
            return super.visitMethod(method, inRecord);
        }

        @Override
        public Void visitReturn(ReturnTree statement, Boolean inRecord) {
            var value = statement.getExpression();
            if (value != null && value.getKind() == Tree.Kind.NULL_LITERAL) nulls.add(file + ":" + line(statement));
            return super.visitReturn(statement, inRecord);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Boolean inRecord) {
            if (call.getMethodSelect() instanceof MemberSelectTree chosen
                    && chosen.getExpression().toString().equals("on")
                    && BINDING.contains(chosen.getIdentifier().toString())) tableLines++;
            return super.visitMethodInvocation(call, inRecord);
        }

        private int lines(Tree tree) {
            var map = unit.getLineMap();
            var begin = map.getLineNumber(positions.getStartPosition(unit, tree));
            return (int) (map.getLineNumber(positions.getEndPosition(unit, tree)) - begin + 1);
        }

        private long line(Tree tree) {
            return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
        }
    }
}
