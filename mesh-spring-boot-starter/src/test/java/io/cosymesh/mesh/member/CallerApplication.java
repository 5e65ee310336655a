package io.cosymesh.mesh.member;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.ImportHttpServices;

/**
 * Calls {@link Echo} as the HTTP service group {@code echo}.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@ImportHttpServices(group = "echo", types = Echo.class, clientType = ClientType.WEB_CLIENT)
class CallerApplication {

}
