package app.ayka.jobs.topology;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * nginx before the web nodes, sticky by a cookie of its own: a visitor comes to the same node for as long as it answers,
 * then to another.
 */
record WebProxy(Process process, int port) implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);

    static WebProxy start(Path nginx, Path folder, int port, List<Integer> webPorts)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var configuration = folder.resolve("nginx.conf");
        Files.writeString(configuration, configuration(folder, port, webPorts));
        var process = JavaProcess.launch(
                folder.resolve("nginx.log"),
                Map.of(),
                List.of(nginx.toString(), "-p", folder.toString(), "-c", configuration.toString()));
        Patience.await("nginx, see " + folder.resolve("nginx.log"), START, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("nginx ended by itself, see " + folder.resolve("nginx.log"));
            }
            try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return probe.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
        return new WebProxy(process, port);
    }

    static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static String configuration(Path folder, int port, List<Integer> webPorts) {
        var servers = webPorts.stream()
                .map(web -> "server 127.0.0.1:" + web + " max_fails=1 fail_timeout=5s;")
                .collect(Collectors.joining("\n        "));
        var user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
        return """
                daemon off;
                worker_processes 1;
                %1$s
                pid %2$s/nginx.pid;
                error_log stderr error;
                events { worker_connections 1024; }
                http {
                    access_log off;
                    client_body_temp_path %2$s/body;
                    proxy_temp_path %2$s/answers;
                    fastcgi_temp_path %2$s/unused-1;
                    uwsgi_temp_path %2$s/unused-2;
                    scgi_temp_path %2$s/unused-3;
                    client_max_body_size 64m;
                    map $http_upgrade $upgrade { default upgrade; "" close; }
                    map $cookie_ayka_node $route { default $cookie_ayka_node; "" $request_id; }
                    map $cookie_ayka_node $sticks { default ""; "" "ayka_node=$request_id; Path=/; HttpOnly; SameSite=Lax"; }
                    upstream web {
                        hash $route consistent;
                        %3$s
                    }
                    server {
                        listen 127.0.0.1:%4$d;
                        proxy_http_version 1.1;
                        proxy_set_header Host $http_host;
                        proxy_set_header X-Forwarded-For $remote_addr;
                        proxy_set_header X-Forwarded-Proto $scheme;
                        proxy_set_header X-Forwarded-Port $server_port;
                        proxy_set_header Upgrade $http_upgrade;
                        proxy_set_header Connection $upgrade;
                        proxy_connect_timeout 2s;
                        add_header Set-Cookie $sticks always;
                        add_header X-Served-By $upstream_addr always;
                        location / { proxy_pass http://web; proxy_read_timeout 1h; proxy_buffering off; }
                        location /api/ { proxy_pass http://web; proxy_read_timeout 15s; }
                    }
                }
                """.formatted(user, folder, servers, port);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
