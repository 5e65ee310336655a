package io.cosymesh.audio.intake;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where uploads wait while they are worked on.
 *
 * @param directory private directory of this one process, swept at start
 */
@ConfigurationProperties("cosymesh.audio.spool")
record SpoolProperties(Path directory) {

}
