public struct KernelTable {}
