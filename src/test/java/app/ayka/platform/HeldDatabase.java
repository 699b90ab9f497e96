package app.ayka.platform;

import java.nio.file.Path;

/** A program with an embedded database, to be killed. It prints the database's process number when it serves. */
final class HeldDatabase {

    private HeldDatabase() {}

    public static void main(String[] arguments) throws Exception {
        var database = EmbeddedDatabase.start(DataFolder.hold(Path.of(arguments[0])));
        System.out.println("serving " + database.pid());
        System.out.flush();
        Thread.currentThread().join();
    }
}
