package io.farmgate.domain.port;

import io.farmgate.domain.GroupId;
import io.farmgate.domain.GroupSettings;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is changed of a group at once. What is absent stays.
 *
 * @param name its new name
 * @param parent the group that it is put into
 * @param settings applied to what is set at that moment
 */
public record GroupEdit(
    Optional<String> name,
    Optional<GroupId> parent,
    Optional<UnaryOperator<GroupSettings>> settings) {}
