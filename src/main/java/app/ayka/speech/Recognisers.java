package app.ayka.speech;

import app.ayka.recordings.Run;
import app.ayka.speech.engine.SpeechEngines;
import app.ayka.speech.engine.SpeechException;
import app.ayka.speech.engine.SpeechToText;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The recogniser that a run asks for, or the one of the settings. */
@Component
class Recognisers {

    /** What Runs stores for "as configured". */
    private static final String CONFIGURED = "default";

    /** Whisper's own window; models with another are planned for when they are there. */
    private static final long USUAL_WINDOW_MS = 30_000;

    private final ObjectProvider<SpeechEngines> engines;
    private final SpeechConfiguration.Settings settings;

    Recognisers(ObjectProvider<SpeechEngines> engines, SpeechConfiguration.Settings settings) {
        this.engines = engines;
        this.settings = settings;
    }

    /** @throws SpeechException when it cannot be had */
    SpeechToText of(Run run) {
        var engine = run.options().engine();
        var model = Optional.ofNullable(run.options().model());
        if (engine == null || engine.equals(CONFIGURED)) {
            // without a model of its own, the one of the settings
            return model.isEmpty()
                    ? engines.getObject().open()
                    : engines.getObject().open(settings.engine(), model);
        }
        return engines.getObject().open(engine, model);
    }

    /** The run's engine is the one for measuring, which hears nothing. */
    boolean hearsNothing(Run run) {
        return "none".equals(engine(run));
    }

    String engine(Run run) {
        var engine = run.options().engine();
        return engine == null || engine.equals(CONFIGURED) ? settings.engine() : engine;
    }

    long windowMs(Run run) {
        try {
            return of(run).windowMs();
        } catch (SpeechException unavailable) {
            return USUAL_WINDOW_MS;
        }
    }
}
