package io.cohort.worker.network;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Which layers of a network are kept, and which of these do not learn.
 *
 * @param kept names of the layers whose parameters are taken over, first to last; those behind them begin anew
 * @param frozen the first of them, which stay as they are
 */
record LayerRoles(List<String> kept, List<String> frozen) {
    /** Nothing is kept. */
    static final LayerRoles NONE = new LayerRoles(List.of(), List.of());

    /**
     * Deals the layers of a network.
     *
     * @param groups its parameters
     * @throws IllegalArgumentException if there are too few layers, or none of the name; names the key
     */
    static LayerRoles of(Transfer transfer, List<ParameterGroup> groups) {
        List<String> layers = new ArrayList<>(
                new LinkedHashSet<>(groups.stream().map(ParameterGroup::layer).toList()));
        if (transfer.replaceLast() >= layers.size()) {
            throw new IllegalArgumentException("network.replace-last is " + transfer.replaceLast()
                    + ", but the network has only " + layers.size() + " layers with parameters ("
                    + String.join(", ", layers) + "): nothing would be kept; lower it");
        }
        List<String> kept = layers.subList(0, layers.size() - transfer.replaceLast());
        return new LayerRoles(List.copyOf(kept), List.copyOf(kept.subList(0, frozen(transfer, kept, layers))));
    }

    private static int frozen(Transfer transfer, List<String> kept, List<String> layers) {
        String until = transfer.freezeUntil();
        if (until.isEmpty()) {
            return 0;
        }
        int count = until.matches("\\d{1,9}") ? Integer.parseInt(until) : kept.indexOf(until) + 1;
        int most = Math.min(kept.size(), layers.size() - 1);
        if (count < 1 || count > most) {
            throw new IllegalArgumentException("network.freeze-until must name one of the layers "
                    + String.join(", ", kept.subList(0, most)) + " or its number from 1 to " + most
                    + " (the last layer cannot be frozen, nor one that network.replace-last replaces), but is "
                    + until);
        }
        return count;
    }

    /** Name of the last layer that does not learn; empty if all do. */
    String lastFrozen() {
        return frozen.isEmpty() ? "" : frozen.get(frozen.size() - 1);
    }

    /** Names of the layers that were taken over and learn. */
    List<String> tuned() {
        return kept.subList(frozen.size(), kept.size());
    }

    /**
     * Writes what is taken over.
     *
     * @param start numbers of each group of the network that they are taken from, by name
     * @param groups of this network
     * @param parameters flat, of this network; written where layers are kept
     * @throws IllegalArgumentException if a kept layer is another there; names it
     */
    void take(Map<String, float[]> start, List<ParameterGroup> groups, float[] parameters) {
        for (ParameterGroup group : groups) {
            if (kept.contains(group.layer())) {
                float[] values = start.get(group.name());
                if (values == null || values.length != group.size()) {
                    throw new IllegalArgumentException("network.from: layer " + group.layer() + " of this network has "
                            + group.size() + " numbers " + group.parameter() + ", but the network of that run has "
                            + (values == null ? "none" : values.length)
                            + "; make the layers alike (network.parameters, image.size, image.channels) or raise"
                            + " network.replace-last so that this layer begins anew");
                }
                System.arraycopy(values, 0, parameters, group.offset(), group.size());
            }
        }
    }
}
