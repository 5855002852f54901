import {
  Activity, ArchiveRestore, ArrowRightLeft, Banknote, Bell, BookOpen, Boxes, Briefcase, Building, Building2, CalendarDays, ChartColumn, ChartNoAxesGantt, CircleDot, ClipboardList,
  Coins, Contact, Copy, CreditCard, Database, File, FileText, Filter, Flag, Folder, FolderTree, GitBranch, Handshake, Headset, Hospital, House, Kanban, Key, Landmark, Layers, Link, List,
  ListChecks, Lock, type LucideProps, Mail, MapPin, Megaphone, MessagesSquare, Network, NotebookPen, Package, Phone, Receipt, Settings, Shield, ShoppingCart, SlidersHorizontal, Sparkles,
  Star, Tag, Tags, Target, Truck, Upload, User, UserPlus, UserRoundCog, Users, Waves, Workflow, Wrench,
} from 'lucide-react'
import type { ComponentType } from 'react'

/** Icons by the name that declarations give them. One that is not here is shown as a dot in a circle, and its name is missing below. */
const icons: Readonly<Record<string, ComponentType<LucideProps>>> = {
  activity: Activity, 'archive-restore': ArchiveRestore, 'arrow-right-left': ArrowRightLeft, banknote: Banknote, bell: Bell, 'book-open': BookOpen, boxes: Boxes, briefcase: Briefcase,
  building: Building, 'building-2': Building2, 'calendar-days': CalendarDays, 'chart-column': ChartColumn, 'chart-no-axes-gantt': ChartNoAxesGantt, 'clipboard-list': ClipboardList,
  coins: Coins, contact: Contact, copy: Copy, 'credit-card': CreditCard, database: Database, file: File, 'file-text': FileText, filter: Filter, flag: Flag, folder: Folder,
  'folder-tree': FolderTree, 'git-branch': GitBranch, handshake: Handshake, headset: Headset, hospital: Hospital, house: House, kanban: Kanban, key: Key, landmark: Landmark,
  layers: Layers, link: Link, list: List, 'list-checks': ListChecks, lock: Lock, mail: Mail, 'map-pin': MapPin, megaphone: Megaphone, 'messages-square': MessagesSquare,
  network: Network, 'notebook-pen': NotebookPen, package: Package, phone: Phone, receipt: Receipt, settings: Settings, shield: Shield, 'shopping-cart': ShoppingCart,
  'sliders-horizontal': SlidersHorizontal, sparkles: Sparkles, star: Star, tag: Tag, tags: Tags, target: Target, truck: Truck, upload: Upload, user: User, 'user-plus': UserPlus,
  'user-round-cog': UserRoundCog, users: Users, waves: Waves, workflow: Workflow, wrench: Wrench,
}

type Props = { name: string; size?: 'xs' | 's' | 'm' | 'l'; className?: string }

export function Icon({ name, size = 'm', className = '' }: Props) {
  const Drawn = icons[name] ?? CircleDot
  return <Drawn className={`i${size === 'm' ? '' : ` ${size}`} ${className}`} aria-hidden="true" />
}
