package app.ayka.base.tx;

import java.sql.Connection;
import java.sql.SQLException;

/** Connections outside of the pools, for those who keep one for good, such as a listener for notifications. */
@FunctionalInterface
public interface DirectConnections {

    /** A new connection as the system role; the caller closes it. */
    Connection open() throws SQLException;
}
