package app.ayka;

import app.ayka.base.cli.CommandLine;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The program. With a verb of the command line it runs that verb and exits; without one it starts the server in the
 * role that {@code ayka.role} names.
 */
@SpringBootApplication
public class Ayka {

    public static void main(String[] args) {
        CommandLine.find(args)
                .ifPresentOrElse(verb -> System.exit(verb.run().code()), () -> SpringApplication.run(Ayka.class, args));
    }
}
