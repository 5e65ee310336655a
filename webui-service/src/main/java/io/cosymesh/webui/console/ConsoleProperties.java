package io.cosymesh.webui.console;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The console of operators.
 *
 * @param actions whether administrators may reload and probe the engine; otherwise the
 * console shows things and changes none
 */
@ConfigurationProperties("cosymesh.console")
record ConsoleProperties(@DefaultValue("false") boolean actions) {

}
