package app.ayka.accounts;

import app.ayka.accounts.SaveProfileResult.ChangedElsewhere;
import app.ayka.accounts.SaveProfileResult.Invalid;
import app.ayka.accounts.SaveProfileResult.Saved;
import app.ayka.accounts.Travel.Anywhere;
import app.ayka.accounts.Travel.Continent;
import app.ayka.accounts.Travel.HomeCityOnly;
import app.ayka.accounts.Travel.SameCountry;
import app.ayka.accounts.Travel.WithinKm;
import app.ayka.base.CurrentUser;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The acting user's profile. */
@Service
@Transactional
public class Profiles {

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;

    Profiles(JdbcClient jdbc, CurrentUser currentUser) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
    }

    @Transactional(readOnly = true)
    public Profile mine() {
        return read(currentUser.require().value());
    }

    public SaveProfileResult save(Profile typed) {
        var profile = ProfileRules.cleaned(typed);
        var problems = ProfileRules.check(profile);
        if (!problems.isEmpty()) {
            return new Invalid(problems);
        }
        var user = currentUser.require().value();
        var changed = jdbc.sql("""
                        update app_user set name = :name, headline = :headline, bio = :bio, interests = :interests,
                            goals = :goals, home_city = :city, home_country = :country, languages = :languages,
                            travel = :travel, travel_km = :km::integer, time_zone = :zone, version = version + 1
                        where id = :id and version = :version""")
                .param("name", profile.name())
                .param("headline", profile.headline())
                .param("bio", profile.bio())
                .param("interests", profile.interests().toArray(String[]::new))
                .param("goals", profile.goals().toArray(String[]::new))
                .param("city", profile.homeCity())
                .param("country", profile.homeCountry())
                .param("languages", profile.languages().toArray(String[]::new))
                .param("travel", code(profile.travel()))
                .param("km", profile.travel() instanceof WithinKm within ? within.km() : null)
                .param("zone", profile.timeZone().getId())
                .param("id", user)
                .param("version", profile.version())
                .update();
        return changed == 1 ? new Saved(read(user)) : new ChangedElsewhere(read(user));
    }

    private Profile read(UUID user) {
        return jdbc.sql("select * from app_user where id = ?")
                .param(user)
                .query((row, n) -> new Profile(
                        row.getString("name"),
                        row.getString("headline"),
                        row.getString("bio"),
                        texts(row, "interests"),
                        texts(row, "goals"),
                        row.getString("home_city"),
                        row.getString("home_country"),
                        texts(row, "languages"),
                        travel(row.getString("travel"), row.getInt("travel_km")),
                        ZoneId.of(row.getString("time_zone")),
                        row.getInt("version")))
                .single();
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static String code(Travel travel) {
        return switch (travel) {
            case HomeCityOnly only -> "HOME_CITY";
            case SameCountry same -> "SAME_COUNTRY";
            case WithinKm within -> "WITHIN_KM";
            case Continent continent -> "CONTINENT";
            case Anywhere anywhere -> "ANYWHERE";
        };
    }

    private static Travel travel(String code, int km) {
        return switch (code) {
            case "HOME_CITY" -> new HomeCityOnly();
            case "SAME_COUNTRY" -> new SameCountry();
            case "WITHIN_KM" -> new WithinKm(km);
            case "CONTINENT" -> new Continent();
            default -> new Anywhere();
        };
    }
}
