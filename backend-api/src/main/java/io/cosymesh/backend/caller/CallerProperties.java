package io.cosymesh.backend.caller;

import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration properties of whose word about callers counts.
 *
 * @param gateway service account that identifies people and vouches for them, or its
 * whole SPIFFE ID
 */
@Validated
@ConfigurationProperties("cosymesh.callers")
record CallerProperties(@NotBlank @DefaultValue("webui-service") String gateway) {

}
