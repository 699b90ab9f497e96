package app.ayka.recordings.ui;

import app.ayka.base.ui.Icon;
import com.vaadin.flow.component.button.Button;

/** One click from an empty account to a conversation with everything that comes out of it. */
final class SampleButton {

    private SampleButton() {}

    static Button opening(SampleRecording sample) {
        var button = new Button(Icon.SPARK.create());
        button.setText(button.getTranslation("recordings.sample"));
        button.setDisableOnClick(true);
        button.addClickListener(click -> {
            var recording = sample.bring();
            button.getUI().ifPresent(ui -> ui.navigate("recordings/" + recording));
        });
        return button;
    }
}
