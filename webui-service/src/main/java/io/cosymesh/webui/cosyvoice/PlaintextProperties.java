package io.cosymesh.webui.cosyvoice;

import java.net.InetAddress;
import java.nio.file.Path;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration properties of the listener for CosyVoice's own clients, which know no TLS
 * and no keys.
 *
 * @param port port to listen on, none by default; CosyVoice's is 50000
 * @param address address of this machine alone to bind to
 * @param apiKeyFile file with the key that everybody who calls acts with
 */
@Validated
@ConfigurationProperties("cosymesh.cosyvoice.plaintext")
record PlaintextProperties(@Min(0) @Max(65535) @Nullable Integer port, @DefaultValue("127.0.0.1") InetAddress address,
		@Nullable Path apiKeyFile) {

}
