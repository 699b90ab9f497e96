package app.ayka.shell;

import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinServletService;
import com.vaadin.flow.server.communication.JSR356WebsocketInitializer;
import org.atmosphere.cpr.ApplicationConfig;
import org.atmosphere.cpr.AtmosphereFramework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Every open page keeps a connection on which it hears and never speaks but for signs of life, since what it has to say goes
 * by requests ({@code Transport.WEBSOCKET_XHR}). As they come, Tomcat and Atmosphere keep 128 kB of buffers for each,
 * more than the page itself.
 */
@Configuration(proxyBeanMethods = false)
class PushBuffers {

    private static final Logger log = LoggerFactory.getLogger(PushBuffers.class);

    /** Characters or bytes that come in; a sign of life has one. */
    private static final String HEARD = "1024";

    /** Bytes that go out at once. */
    private static final String SENT = "2048";

    /** Bytes of a connection before it is known for what, and of one that sends sound. */
    private static final String SOCKET = "4096";

    private static final String TOMCAT = "org.apache.tomcat.websocket.";

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffers() {
        System.getProperties().putIfAbsent(TOMCAT + "DEFAULT_BUFFER_SIZE", SENT); // read once, there is no other way
        return factory -> {
            factory.addConnectorCustomizers(connector -> {
                connector.setProperty("socket.appReadBufSize", SOCKET);
                connector.setProperty("socket.appWriteBufSize", SOCKET);
            });
            factory.addInitializers(context -> {
                context.setInitParameter(TOMCAT + "textBufferSize", HEARD);
                context.setInitParameter(TOMCAT + "binaryBufferSize", HEARD);
            });
        };
    }

    @Bean
    VaadinServiceInitListener smallPushBuffers() {
        return event -> {
            if (event.getSource() instanceof VaadinServletService service) {
                var servlet = service.getServlet();
                var name = JSR356WebsocketInitializer.getAttributeName(servlet.getServletName());
                if (servlet.getServletContext().getAttribute(name) instanceof AtmosphereFramework push) {
                    push.addInitParameter(ApplicationConfig.WEBSOCKET_BUFFER_SIZE, HEARD);
                    push.addInitParameter(ApplicationConfig.WEBSOCKET_MAXTEXTSIZE, HEARD);
                    push.addInitParameter(ApplicationConfig.WEBSOCKET_MAXBINARYSIZE, HEARD);
                } else {
                    log.warn("pages keep more memory than they need: Atmosphere was not found");
                }
            }
        };
    }
}
