package io.cosymesh.mesh.limit;

import java.util.Map;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration properties of how often peers may ask; what isn't set isn't limited.
 *
 * @param total rate of all peers together
 * @param perPeer rate of each peer that has no other
 * @param overrides rates of single peers: by service account of the same namespace, or by
 * whole SPIFFE ID in brackets, such as
 * {@code "[spiffe://cosymesh.local/ns/batch/sa/importer]"}
 */
@Validated
@ConfigurationProperties(prefix = "cosymesh.limits", ignoreUnknownFields = false)
record LimitsProperties(@Valid @NestedConfigurationProperty @Nullable Rate total,
		@Valid @NestedConfigurationProperty @Nullable Rate perPeer, @DefaultValue Map<String, @Valid Rate> overrides) {
}
