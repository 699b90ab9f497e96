package app.ayka.platform;

import java.net.URI;
import software.amazon.awssdk.regions.Region;

/**
 * Where the object store is, for this server and for devices.
 *
 * @param throughTheDoor devices reach it through this program's own address
 */
record StorageEndpoint(URI url, URI publicUrl, String bucket, Region region, boolean throughTheDoor) {}
