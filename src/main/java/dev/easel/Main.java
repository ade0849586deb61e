package dev.easel;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** The server and its commands. The launcher {@code easel} finds a JDK, builds, and calls this. */
public final class Main {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        try {
            System.exit(run(List.of(arguments)));
        } catch (Settings.Refused wrong) {
            System.err.println(wrong.getMessage());
            System.exit(USAGE);
        } catch (FileSystemException failed) {
            System.err.println("easel: " + reason(failed));
            System.exit(FAILED);
        } catch (Exception failed) {
            System.err.println("easel: " + failed.getMessage());
            if (!(failed instanceof IllegalStateException)) failed.printStackTrace();
            System.exit(FAILED);
        }
    }

    /** Some of these exceptions say no more than the name of the file. */
    private static String reason(FileSystemException failed) {
        return switch (failed) {
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case AccessDeniedException denied -> "there is no access to " + denied.getFile();
            default -> failed.getMessage();
        };
    }

    private static int run(List<String> arguments) throws Exception {
        var command = arguments.isEmpty() ? "help" : arguments.getFirst();
        var settings =
                Settings.read(arguments.subList(Math.min(1, arguments.size()), arguments.size()), System.getenv());
        return switch (command) {
            case "serve" -> Serve.run(settings);
            case "op" -> Commands.operation(settings);
            case "unbuilt" -> Commands.unbuilt();
            case "demo" -> Commands.demo(settings);
            case "settings" -> Commands.settings(settings);
            case "docs" -> Commands.docs();
            case "backup" -> Commands.backup(settings);
            case "restore" -> Commands.restore(settings);
            case "rotate-keys" -> Commands.rotateKeys(settings);
            default -> {
                System.err.println("easel: unknown command " + command + " (see ./easel help)");
                yield USAGE;
            }
        };
    }
}
