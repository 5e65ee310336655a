package io.cosymesh.audio.confinement;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the command line tools are.
 *
 * @param searchPath directories separated as in {@code PATH}
 */
@ConfigurationProperties("cosymesh.audio.tools")
record ToolProperties(@DefaultValue("/usr/local/bin:/usr/bin:/bin") String searchPath) {

}
