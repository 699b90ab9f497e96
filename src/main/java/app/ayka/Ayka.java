package app.ayka;

import app.ayka.base.cli.CommandLine;
import app.ayka.base.cli.ExitCode;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The program. With a verb of the command line it runs that verb and exits; with settings only, such as
 * {@code --ayka.role=worker}, it starts the server in the role that {@code ayka.role} names.
 */
@SpringBootApplication
public class Ayka {

    public static void main(String[] args) {
        var verb = CommandLine.find(args);
        if (verb.isPresent()) {
            System.exit(verb.get().run().code());
        }
        if (args.length > 0 && !args[0].startsWith("-")) {
            System.err.println("ayka: unknown verb: " + args[0]);
            System.exit(ExitCode.WRONG_USAGE.code());
        }
        SpringApplication.run(Ayka.class, args);
    }
}
