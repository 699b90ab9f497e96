package app.ayka.platform;

import java.net.URI;
import software.amazon.awssdk.regions.Region;

/** Where the object store is, for this server and for devices. */
record StorageEndpoint(URI url, URI publicUrl, String bucket, Region region) {}
