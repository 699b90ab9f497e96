import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * usage: java Unseal.java FOLDER. Takes "Sealed" out of the manifests of the folder's jars, and leaves all else as it is. A
 * Java 25 that loads linked classes of a sealed jar from an AOT cache does not start: "sealing violation: can't seal
 * package org.tukaani.xz: already defined". To be dropped when a Java starts with docker/train's cache without it.
 */
class Unseal {

    static void main(String[] arguments) throws IOException {
        try (var files = Files.list(Path.of(arguments[0]))) {
            files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(Unseal::unseal);
        }
    }

    private static void unseal(Path file) {
        try {
            var open = Path.of(file + ".open");
            try (var jar = new JarFile(file.toFile())) {
                if (jar.getManifest() == null || !isSealed(jar.getManifest())) {
                    return;
                }
                copy(jar, open);
            }
            // the same time, so that the layer of the libraries stays the same
            Files.setLastModifiedTime(open, Files.getLastModifiedTime(file));
            Files.move(open, file, StandardCopyOption.REPLACE_EXISTING);
            System.out.println("unsealed " + file.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static boolean isSealed(Manifest manifest) {
        return manifest.getMainAttributes().containsKey(Attributes.Name.SEALED)
                || manifest.getEntries().values().stream()
                        .anyMatch(part -> part.containsKey(Attributes.Name.SEALED));
    }

    private static void copy(JarFile jar, Path to) throws IOException {
        var manifest = new Manifest(jar.getManifest());
        manifest.getMainAttributes().remove(Attributes.Name.SEALED);
        manifest.getEntries().values().forEach(part -> part.remove(Attributes.Name.SEALED));
        try (var out = new JarOutputStream(Files.newOutputStream(to))) {
            for (var entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                var copied = new JarEntry(entry.getName());
                copied.setTime(entry.getTime());
                out.putNextEntry(copied);
                if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    manifest.write(out);
                } else {
                    jar.getInputStream(entry).transferTo(out);
                }
                out.closeEntry();
            }
        }
    }
}
