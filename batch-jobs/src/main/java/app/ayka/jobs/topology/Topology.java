package app.ayka.jobs.topology;

import app.ayka.jobs.topology.TopologyNode.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Web nodes behind a proxy, workers, PostgreSQL, an object store behind a proxy of its own that can fail, and a mail
 * server: all plain processes on this machine. Everything ends with {@link #close}, or with this process.
 */
public final class Topology implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Topology.class);
    private static final Duration START = Duration.ofMinutes(15);

    private final Path folder;
    private final JavaProcess java;
    private final Servers servers;
    private final FaultyProxy storage;
    private final MailSink mail;
    private final List<Integer> webPorts = new ArrayList<>();
    private final List<TopologyNode> nodes = new CopyOnWriteArrayList<>();
    private final AtomicInteger started = new AtomicInteger();
    private final List<String> more;
    private final Thread atTheEnd = new Thread(this::killEverything);
    private final Optional<Path> nginx;
    private final int address;
    private @Nullable WebProxy web;

    private Topology(Path folder, int webs, Random random, List<String> more) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.nginx = webs > 0 ? Tool.nginx() : Optional.empty();
        for (int i = 0; i < webs; i++) {
            webPorts.add(WebProxy.freePort());
        }
        this.address = nginx.isPresent() || webs == 0 ? WebProxy.freePort() : webPorts.getFirst();
        this.more = more;
        this.java = new JavaProcess(folder.resolve("java"));
        this.servers = Servers.start(java, folder.resolve("servers"));
        this.storage = new FaultyProxy(servers.storagePort(), random);
        this.mail = new MailSink(data().resolve("mail"));
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    /**
     * Starts everything and waits until every node is well.
     *
     * @param more settings of every node beside those that join it
     */
    static Topology start(Path folder, int webs, int workers, Random random, List<String> more)
            throws IOException, InterruptedException {
        var topology = new Topology(folder, webs, random, more);
        try {
            for (var port : topology.webPorts) {
                topology.join(Role.WEB, port);
            }
            for (int i = 0; i < workers; i++) {
                topology.join(Role.WORKER, WebProxy.freePort());
            }
            if (topology.nginx.isPresent()) {
                topology.web = WebProxy.start(
                        topology.nginx.get(), folder.resolve("nginx"), topology.address, topology.webPorts);
            } else if (webs > 0) {
                log.warn("there is no nginx here and none could be installed: visitors go to the first web node alone");
            }
            for (var node : topology.nodes) {
                topology.awaitReady(node);
            }
            return topology;
        } catch (IOException | InterruptedException | RuntimeException e) {
            topology.close();
            throw e;
        }
    }

    /**
     * The first node makes the tables and teaches the others to start faster. It does not go on: a Java machine that has
     * written an archive of its classes may crash when it loads more.
     */
    private void join(Role role, int port) throws IOException, InterruptedException {
        var node = launch(role, port, Duration.ZERO);
        if (nodes.size() == 1) {
            awaitReady(node);
            if (java.learn(node.pid())) {
                node.kill();
                replace(node, Duration.ZERO);
            }
        }
    }

    /** How a node joins: the addresses of database, object store and mail server, and who may use them. */
    List<String> settings() {
        var settings = new ArrayList<>(List.of(
                "--ayka.database.url=" + servers.databaseUrl(),
                "--ayka.database.password=",
                "--ayka.storage.url=http://127.0.0.1:" + storage.port(),
                "--ayka.storage.access-key=" + servers.accessKey(),
                "--ayka.storage.secret-key=" + servers.secretKey(),
                "--ayka.mail.url=smtp://127.0.0.1:" + mail.port(),
                "--ayka.public-url=" + address(),
                "--vaadin.productionMode=true"));
        settings.addAll(more);
        return settings;
    }

    TopologyNode launch(Role role, int port, Duration clock) throws IOException {
        var name = (role == Role.WEB ? "web-" : "worker-") + started.incrementAndGet();
        var node = TopologyNode.launch(java, folder, name, role, port, settings(), clock);
        nodes.add(node);
        return node;
    }

    /** A node in the place of one that is gone: at the same address, with a data folder of its own. */
    TopologyNode replace(TopologyNode gone, Duration clock) throws IOException {
        nodes.remove(gone);
        return launch(gone.role(), gone.port(), clock);
    }

    void awaitReady(TopologyNode node) throws InterruptedException {
        var words = folder.resolve(node.name() + ".log");
        Patience.await(node + ", see " + words, START, () -> {
            if (!node.isAlive()) {
                throw new IllegalStateException(node + " ended by itself, see " + words);
            }
            return node.isReady();
        });
    }

    List<TopologyNode> nodes() {
        return List.copyOf(nodes);
    }

    List<TopologyNode> nodes(Role role) {
        return nodes.stream().filter(node -> node.role() == role).toList();
    }

    Servers servers() {
        return servers;
    }

    FaultyProxy storage() {
        return storage;
    }

    MailSink mail() {
        return mail;
    }

    /** Whether a proxy stands before the web nodes. */
    boolean hasProxy() {
        return web != null;
    }

    /** Where visitors and devices come in. */
    URI address() {
        return URI.create("http://127.0.0.1:" + address);
    }

    /** The folder in which the objects and the mails are. */
    Path data() {
        return folder.resolve("servers");
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        killEverything();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException e) {
            log.debug("this process ends anyway");
        }
    }

    private void killEverything() {
        try {
            for (var node : nodes) {
                node.kill();
            }
            if (web != null) {
                web.close();
            }
            storage.close();
            mail.close();
            servers.close();
        } catch (IOException e) {
            log.warn("a part of the topology did not end: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
