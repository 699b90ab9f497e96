package app.ayka.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Who is killed when, in an order that the seed decides. */
final class KillPlan {

    private KillPlan() {}

    /** What is killed. */
    enum Victim {
        PROGRAM,
        SPEECH_PROCESS,
        POSTGRESQL,
        PROGRAM_AND_POSTGRESQL
    }

    /** One kill: of whom, and while which step is in work; null for any time. */
    record Kill(Victim victim, @Nullable String step) {}

    /** Twenty kills: each new conversation has one inside of a step, and one that comes when it comes. */
    static List<Kill> of(Random random) {
        var inSteps = List.of(
                new Kill(Victim.SPEECH_PROCESS, "transcribe"),
                new Kill(either(random), "leads"),
                new Kill(either(random), "prepare"),
                new Kill(Victim.PROGRAM, "summary"),
                new Kill(either(random), "transcribe"),
                new Kill(either(random), "leads"),
                new Kill(Victim.POSTGRESQL, "voices"),
                new Kill(either(random), "prepare"),
                new Kill(Victim.SPEECH_PROCESS, "voices"),
                new Kill(Victim.POSTGRESQL, "summary"));
        var between = new ArrayList<>(List.of(Victim.PROGRAM_AND_POSTGRESQL));
        for (int i = 0; i < 3; i++) {
            between.addAll(List.of(Victim.PROGRAM, Victim.SPEECH_PROCESS, Victim.POSTGRESQL));
        }
        Collections.shuffle(between, random);
        var plan = new ArrayList<Kill>();
        for (int i = 0; i < inSteps.size(); i++) {
            plan.add(inSteps.get(i));
            plan.add(new Kill(between.get(i), null));
        }
        return plan;
    }

    private static Victim either(Random random) {
        return random.nextBoolean() ? Victim.PROGRAM : Victim.POSTGRESQL;
    }
}
