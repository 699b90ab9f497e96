package app.ayka.accounts.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.ayka.accounts.Profile;
import app.ayka.accounts.Profiles;
import app.ayka.accounts.SaveProfileResult;
import app.ayka.base.ui.TimeWords;
import app.ayka.testing.ViewTest;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TimeZoneTest extends ViewTest {

    @Autowired
    TimeWords times;

    @Autowired
    Profiles profiles;

    @Test
    void timesAreToldInTheZoneOfTheProfileAndChangeWithIt() {
        var noon = Instant.parse("2020-01-15T12:00:00Z");
        choose("Pacific/Auckland");
        assertThat(times.when(noon)).isEqualTo("16 January 2020 01:00");
        choose("America/Lima");
        times.zoneChanged();
        assertThat(times.when(noon)).isEqualTo("15 January 2020 07:00");
    }

    private void choose(String zone) {
        var before = profiles.mine();
        var result = profiles.save(new Profile(
                before.name(),
                before.headline(),
                before.bio(),
                before.interests(),
                before.goals(),
                before.homeCity(),
                before.homeCountry(),
                before.languages(),
                before.travel(),
                ZoneId.of(zone),
                before.version()));
        assertThat(result).isInstanceOf(SaveProfileResult.Saved.class);
    }
}
